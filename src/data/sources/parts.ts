/** The files that a source consists of, read one after the other. */

import type { DataFile, ReadOptions } from '../source.ts'

/**
 * The bytes of each file.
 * @throws what a file's reading throws; the signal's reason once it is aborted
 */
export async function readParts(
  files: readonly DataFile[],
  { signal, onProgress }: ReadOptions,
): Promise<{ readonly file: DataFile; readonly bytes: Uint8Array }[]> {
  const parts: { file: DataFile; bytes: Uint8Array }[] = []
  for (const [done, file] of files.entries()) {
    signal?.throwIfAborted()
    onProgress?.({ stage: 'reading', done, total: files.length })
    parts.push({ file, bytes: await file.bytes() })
  }
  signal?.throwIfAborted()
  return parts
}
