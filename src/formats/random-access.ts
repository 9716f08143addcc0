/** Bytes that are read where they are needed: of a file on disk, of a Blob, or of an array. */

/** Bytes that are read where they are needed. */
export interface RandomAccess {
  /** Bytes in all. */
  readonly size: number
  /** The bytes from `start` to before `end`; fewer where it ends before. The caller may not change them. */
  read(start: number, end: number): Promise<Uint8Array>
}

/** Bytes that are in memory: what is read shares them. */
export const inMemory = (bytes: Uint8Array): RandomAccess => ({
  size: bytes.length,
  read: async (start, end) => bytes.subarray(start, end),
})

/** A Blob or a File of a page, of which only what is read comes into memory. */
export const ofBlob = (blob: Blob): RandomAccess => ({
  size: blob.size,
  read: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
})

/** A part of other bytes. */
export const partOf = (whole: RandomAccess, start: number, end: number): RandomAccess => ({
  size: end - start,
  read: (from, to) => whole.read(start + from, Math.min(start + to, end)),
})

/** Bytes that a window holds at once. */
const WINDOW = 1 << 18

/**
 * The same bytes for a reader that goes through them from front to back in small pieces: a window of
 * them stays in memory. What is longer than the window is read past it.
 */
export function windowed(whole: RandomAccess): RandomAccess {
  let first = 0
  let held: Promise<Uint8Array> = Promise.resolve(new Uint8Array())
  let last = 0
  return {
    size: whole.size,
    read: async (start, end) => {
      if (end - start > WINDOW) return await whole.read(start, end)
      if (start < first || Math.min(end, whole.size) > last) {
        first = start
        last = Math.min(whole.size, start + WINDOW)
        held = whole.read(first, last)
      }
      const from = first
      return (await held).subarray(start - from, end - from)
    },
  }
}
