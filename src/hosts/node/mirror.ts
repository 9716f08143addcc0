/** One attempt at one mirror: asks for a file, or the rest of it, and puts it into a part. */

import type { Dispatcher, Response } from 'undici'
import { fetch } from 'undici'
import type { RemoteFile } from '../../data/mnist.ts'
import type { Part } from './part.ts'
import { appendToPart, partSize, partValidator, restartPart } from './part.ts'

/** This mirror did not deliver; another may. */
export class MirrorFault extends Error {}

/** The server's name for this version: a strong ETag, else the date (RFC 9110, 13.1.5). */
function validatorOf(response: Response): string {
  const etag = response.headers.get('etag')
  if (etag?.startsWith('"')) return etag
  return response.headers.get('last-modified') ?? ''
}

/** Asks for what is missing, provided that the server still has the version the part is of. */
async function rangeHeaders(part: Part): Promise<Record<string, string>> {
  const have = await partSize(part)
  const validator = await partValidator(part)
  if (have === 0 || !validator) return {}
  return { range: `bytes=${have}-`, 'if-range': validator }
}

/** Readies the part for the rest of the file: nothing to do, if that is what comes. */
async function goOn(part: Part, response: Response, file: RemoteFile): Promise<void> {
  const range = `bytes ${await partSize(part)}-${file.bytes - 1}/${file.bytes}`
  if (response.headers.get('content-range') === range) return
  await restartPart(part)
  throw new MirrorFault('sent another range than asked for')
}

/** Readies the part for the whole file, if that is what comes. */
async function startOver(part: Part, response: Response, file: RemoteFile): Promise<void> {
  const length = response.headers.get('content-length')
  if (length !== null && Number(length) !== file.bytes) {
    throw new MirrorFault(`offers ${length} bytes instead of ${file.bytes}: another file`)
  }
  await restartPart(part, validatorOf(response))
}

/** Passes chunks on, but never more bytes than the file has. */
async function* bounded(
  chunks: AsyncIterable<Uint8Array>,
  already: number,
  file: RemoteFile,
  onProgress?: (received: number, total: number) => void,
): AsyncGenerator<Uint8Array> {
  let received = already
  for await (const chunk of chunks) {
    received += chunk.length
    if (received > file.bytes) {
      throw new MirrorFault(`sent more than ${file.bytes} bytes: another file`)
    }
    yield chunk
    onProgress?.(received, file.bytes)
  }
}

export interface MirrorRequest {
  readonly url: string
  readonly file: RemoteFile
  readonly dispatcher: Dispatcher
  readonly signal?: AbortSignal
  readonly onProgress?: (received: number, total: number) => void
}

/**
 * Brings the part as far as this mirror does.
 * @throws {MirrorFault} where the answer is not the file; whatever fetch throws where the
 *   connection fails, with what had arrived kept in the part.
 */
export async function fetchFromMirror(part: Part, wish: MirrorRequest): Promise<void> {
  const { url, file, dispatcher, signal, onProgress } = wish
  // a compressed transfer would be unpacked in transit, and ranges would count other bytes
  const headers = { 'accept-encoding': 'identity', ...(await rangeHeaders(part)) }
  const response = await fetch(url, { headers, dispatcher, signal })
  if (response.status === 206) await goOn(part, response, file)
  else if (response.status === 200) await startOver(part, response, file)
  else {
    if (response.status === 416) await restartPart(part)
    throw new MirrorFault(`answered ${response.status} ${response.statusText}`.trimEnd())
  }
  if (!response.body) throw new MirrorFault('sent no body')
  await appendToPart(part, bounded(response.body, await partSize(part), file, onProgress))
}
