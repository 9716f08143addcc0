/** Files that stand in the place of others: what a download or a clone leaves where the real one did not come. */

/** A Git LFS pointer, or a web page such as a login or an error. */
export type Impostor = 'lfs-pointer' | 'web-page'

/** As many first bytes tell. */
export const IMPOSTOR_HEAD_BYTES = 256

const POINTER = 'version https://git-lfs.github.com/spec/'

/** What a file is instead of what its name says, by its first bytes; undefined for all others. */
export function impostorOf(bytes: Uint8Array): Impostor | undefined {
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, IMPOSTOR_HEAD_BYTES))
  if (text.startsWith(POINTER)) return 'lfs-pointer'
  return /^\s*(<!doctype html|<html)/i.test(text) ? 'web-page' : undefined
}
