/** How numbers are stored: what the host exchanges, and what a device keeps. */

/** What the host reads and writes: 32-bit floats, or 32-bit integers. */
export type DType = 'f32' | 'i32'

/** How a device stores a float. `f16` is for devices that have it: see `Capabilities`. */
export type Precision = 'f32' | 'f16'

/** The type of a tensor's numbers. Integers have 32 bits whatever the precision says. */
export interface NumberType {
  readonly dtype: DType
  readonly precision: Precision
}

/** Bytes of one element in a device's memory. */
export const bytesPerElement = ({ dtype, precision }: NumberType): number =>
  dtype === 'f32' && precision === 'f16' ? 2 : 4
