/** Images that are not in memory, read by their numbers. */

export interface ImageStore {
  /**
   * Reads the images with these numbers, one after another, into `into`: (indices.length, H, W, C) bytes.
   * @throws {DdpmError} where they cannot be read
   */
  read(indices: ArrayLike<number>, into: Uint8Array): Promise<void>
  /** All images at once, where they lie one after the other; of a part of a set there may be more. */
  all?(): Promise<Uint8Array>
}

/** The images from a number on. */
export const storeFrom = (store: ImageStore, first: number): ImageStore => ({
  read: (indices, into) =>
    store.read(
      Array.from(indices, (index) => index + first),
      into,
    ),
})
