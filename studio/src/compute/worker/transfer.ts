/** What of a message moves to the other side instead of being copied. */

/** The buffers in it; shared memory stays where it is. */
export function buffersIn(value: unknown): ArrayBuffer[] {
  if (value instanceof Uint8Array) return value.buffer instanceof ArrayBuffer ? [value.buffer] : []
  if (Array.isArray(value)) return value.flatMap(buffersIn)
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(buffersIn)
  return []
}
