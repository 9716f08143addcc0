/** What a command's fields are, and the parts that several commands begin or end with. */

/** A field's type: an address, a whole number, or a 32-bit float. */
export type FieldType = 'usize' | 'i32' | 'f32'
export type Fields = Readonly<Record<string, FieldType>>

/** Pixels of images seen through a filter: the rows of a contraction. Pitches in bytes. */
export const patches = {
  x: 'usize',
  xPitch: 'i32',
  imageHeight: 'i32',
  imageWidth: 'i32',
  channels: 'i32',
  taps: 'i32',
  // One row of the contraction per pixel of the grid, image after image.
  pixels: 'i32',
  gridHeight: 'i32',
  gridWidth: 'i32',
  step: 'i32',
  // Where in the result the pixel (y, x) of the grid lies: (y, x) * resultStep + phase.
  resultHeight: 'i32',
  resultWidth: 'i32',
  resultStep: 'i32',
  phaseY: 'i32',
  phaseX: 'i32',
} as const satisfies Fields

/** Where results go and what is done to them before; an address of 0 leaves its step out. */
export const target = {
  y: 'usize',
  yPitch: 'i32',
  columns: 'i32',
  bias: 'usize',
  rows: 'usize',
  rowsPitch: 'i32',
  add: 'usize',
  addPitch: 'i32',
  relu: 'i32',
  mask: 'usize',
  maskPitch: 'i32',
} as const satisfies Fields

/** `total` elements in spans of `length`: rows of channels, or pieces of a contiguous tensor. */
export const spans = {
  total: 'i32',
  length: 'i32',
  perUnit: 'i32',
} as const satisfies Fields
