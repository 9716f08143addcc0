/** Refuses files that stand in the place of those that did not come. */

import { impostorOf } from '../../formats/impostor.ts'
import { hostsError } from './host-errors.ts'

/**
 * Gives bytes back that are not such a file's.
 * @param bytes a file, or its first `IMPOSTOR_HEAD_BYTES`
 * @throws {DdpmError} `file.lfs-pointer`, `file.web-page`
 */
export function refuseImpostor(bytes: Uint8Array): Uint8Array {
  const impostor = impostorOf(bytes)
  if (impostor) throw hostsError(`file.${impostor}`)
  return bytes
}
