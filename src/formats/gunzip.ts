/** Unzips gzip streams, never further than a limit. It knows nothing of what is inside. */

import { gzipError } from './errors/gzip.ts'

/** Deflate cannot do better: 258 bytes out of two bits. */
export const DEFLATE_MAX_RATIO = 1032

const CHUNK = 1 << 16

/** Whether the bytes begin with gzip's magic number. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes.length >= 2 && bytes[0] === 0x1f && bytes[1] === 0x8b
}

/**
 * The unzipped bytes of a whole gzip stream, its checksum verified.
 * @param options.limit Most bytes to accept; the stream is dropped as soon as it passes them.
 * @throws {DdpmError} where the stream is corrupt, cut short, or longer than the limit.
 */
export async function gunzip(bytes: Uint8Array, options: { limit: number }): Promise<Uint8Array> {
  const { limit } = options
  const unzipped = await collect(bytes, limit)
  if (unzipped.length > limit) {
    throw gzipError('gzip.too-long', { limit })
  }
  return unzipped
}

/**
 * The first `length` unzipped bytes, or all of them where there are fewer. Stops there: the rest
 * of the stream is neither unzipped nor verified.
 * @throws {DdpmError} where the stream is corrupt before that point.
 */
export async function gunzipStart(bytes: Uint8Array, length: number): Promise<Uint8Array> {
  return (await collect(bytes, length)).slice(0, length)
}

/** Reads until the stream ends or has given more than `enough` bytes. */
async function collect(bytes: Uint8Array, enough: number): Promise<Uint8Array> {
  if (!isGzip(bytes)) throw gzipError('gzip.signature-missing')
  const reader = inChunks(bytes).pipeThrough(new DecompressionStream('gzip')).getReader()
  const parts: Uint8Array[] = []
  let length = 0
  try {
    while (length <= enough) {
      const { done, value } = await reader.read()
      if (done) return concat(parts, length)
      parts.push(value)
      length += value.length
    }
  } catch (cause) {
    throw gzipError('gzip.corrupt', {}, { cause })
  }
  // A stream that fails while it is being dropped does not matter.
  await reader.cancel().catch(() => {})
  return concat(parts, length)
}

/** Small pieces keep a bomb from being unzipped whole before the first read. */
function inChunks(bytes: Uint8Array): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0
  return new ReadableStream({
    pull(controller) {
      // A copy, as streams do not take views of shared memory.
      if (at < bytes.length) controller.enqueue(new Uint8Array(bytes.subarray(at, at + CHUNK)))
      else controller.close()
      at += CHUNK
    },
  })
}

function concat(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
