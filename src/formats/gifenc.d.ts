/** The part of gifenc that `gif.ts` uses; the package brings no types. */
declare module 'gifenc' {
  export type Palette = number[][]

  export interface FrameOptions {
    palette?: Palette
    /** Milliseconds, stored as hundredths of a second. */
    delay?: number
    /** -1 plays once, 0 forever, n repeats n times more. */
    repeat?: number
    transparent?: boolean
    transparentIndex?: number
    /** What becomes of the frame before the next: 2 takes it away. */
    dispose?: number
  }

  export interface Encoder {
    writeFrame(index: Uint8Array, width: number, height: number, options?: FrameOptions): void
    finish(): void
    bytes(): Uint8Array
  }

  export interface Gifenc {
    GIFEncoder(): Encoder
  }

  // As CommonJS (Node) the default export is the whole package; as an ES module (bundlers) it is
  // GIFEncoder alone, beside the names.
  const main: Gifenc | Gifenc['GIFEncoder']
  export default main
  export const GIFEncoder: Gifenc['GIFEncoder']
}
