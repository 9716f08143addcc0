/** The commands of Winograd's algorithm. */

import { type Fields, target } from './fields.ts'

/**
 * A grid of results cut into tiles for Winograd's algorithm. Along each axis first large tiles, then
 * small ones, which see as many pixels of the image as they have points; see lower/winograd/tiling.
 */
export const tiling = {
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
export const windows = {
  x: 'usize',
  xPitch: 'i32',
  imageHeight: 'i32',
  imageWidth: 'i32',
  channels: 'i32',
  step: 'i32',
  origin: 'i32',
} as const satisfies Fields

export const winogradCommands = {
  /**
   * Filters at Winograd's points, as panels: (points, panels, phases * channels, 16). List: for each
   * phase of the input, then of the result, the place of each of taps * taps in the filter, or -1.
   */
  spreadFilters: {
    source: 'usize',
    tapStride: 'i32',
    channelStride: 'i32',
    columnStride: 'i32',
    channels: 'i32',
    inputPhases: 'i32',
    columns: 'i32',
    resultPhases: 'i32',
    taps: 'i32',
    pointsY: 'i32',
    pointsX: 'i32',
    panels: 'usize',
  },
  /** A convolution by Winograd's algorithm. The result's pixels: as in `windows`. */
  winograd: {
    ...tiling,
    ...windows,
    panels: 'usize',
    panelsPerUnit: 'i32',
    resultHeight: 'i32',
    resultWidth: 'i32',
    resultStep: 'i32',
    resultOrigin: 'i32',
    ...target,
  },
  /** Windows of the image and tiles of the gradient, at the points, of a share of the samples. */
  spreadTiles: {
    ...tiling,
    ...windows,
    dy: 'usize',
    dyPitch: 'i32',
    dyHeight: 'i32',
    dyWidth: 'i32',
    columns: 'i32',
    spreadWindows: 'usize',
    spreadGradients: 'usize',
  },
  /** gradients at the points (+)= spread windows transposed . spread gradients */
  correlateTiles: {
    ...tiling,
    channels: 'i32',
    columns: 'i32',
    spreadWindows: 'usize',
    spreadGradients: 'usize',
    gradients: 'usize',
    panelsPerUnit: 'i32',
    first: 'i32',
  },
  /** A filter's gradient from its values at the points. List: as for `spreadFilters`. */
  collectFilters: {
    gradients: 'usize',
    channels: 'i32',
    inputPhases: 'i32',
    columns: 'i32',
    taps: 'i32',
    pointsY: 'i32',
    pointsX: 'i32',
    y: 'usize',
    yPitch: 'i32',
  },
} as const satisfies Readonly<Record<string, Fields>>
