/** Fields that several of `layout.ts`'s commands begin or end with. No code here, only names. */

/** A field's type: an address, a whole number, or a 32-bit float. */
export type FieldType = 'usize' | 'i32' | 'f32'
export type Fields = Readonly<Record<string, FieldType>>

/** Pixels of images seen through a filter: the rows of a contraction. Pitches in bytes. */
const patches = {
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
const target = {
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
const spans = {
  total: 'i32',
  length: 'i32',
  perUnit: 'i32',
} as const satisfies Fields

/**
 * A grid of results cut into tiles for Winograd's algorithm. Along each axis first large tiles, then
 * small ones, which see as many pixels of the image as they have points; see lower/winograd/tiling.
 */
const tiling = {
  samples: 'i32',
  taps: 'i32',
  largePointsY: 'i32',
  largePointsX: 'i32',
  smallPointsY: 'i32',
  smallPointsX: 'i32',
  largeTilesY: 'i32',
  largeTilesX: 'i32',
  smallTilesY: 'i32',
  smallTilesX: 'i32',
  // A block is an even share of the tiles of every kind; a plane has `height` rows for them.
  blocks: 'i32',
  height: 'i32',
} as const satisfies Fields

/**
 * What tiles see of images: the pixel (y, x) of the grid, in phase (py, px) of step * step, is
 * (y, x) * step + (py, px) + origin. The phases follow one another as channels.
 */
const windows = {
  x: 'usize',
  xPitch: 'i32',
  imageHeight: 'i32',
  imageWidth: 'i32',
  channels: 'i32',
  step: 'i32',
  origin: 'i32',
} as const satisfies Fields

/**
 * Images, and what normalises their channels by groups. A unit of work is a sample's next `perUnit`
 * channels: whole groups.
 */
const normalisation = {
  samples: 'i32',
  pixels: 'i32',
  columns: 'i32',
  groupSize: 'i32',
  perUnit: 'i32',
  x: 'usize',
  xPitch: 'i32',
  moments: 'usize',
  momentsPitch: 'i32',
  scale: 'usize',
  shift: 'usize',
  silu: 'i32',
} as const satisfies Fields

/** Parts that several commands begin or end with. */
export const parts = { patches, target, spans, tiling, windows, normalisation }
