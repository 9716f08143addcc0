/** Model files of a page: fetched from an address. */

import { browserError } from './errors.ts'

/**
 * The bytes of a file on the web.
 * @throws {DdpmError} `model.unreachable`
 */
export async function fetchModelFile(url: string | URL): Promise<Uint8Array> {
  const response = await fetch(url).catch((cause: unknown) => {
    throw browserError('model.unreachable', { url: String(url) }, { cause })
  })
  const { ok, status } = response
  if (!ok) throw browserError('model.unreachable', { url: String(url), status })
  return new Uint8Array(await response.arrayBuffer())
}
