/**
 * What TypeScript and the kernels agree on: the commands with their fields, the control block and
 * the sizes of blocks. The build writes the same as AssemblyScript (`assembly/layout`), so that
 * neither side can drift. No code here, only names and numbers.
 */

import { type Fields, parts } from './layout-parts.ts'

const { patches, target, spans, tiling, windows, normalisation } = parts

/** Every command by name; lists follow the fields. */
export const commands = {
  /** Weights into panels of 16 columns. List: the taps in their new order. */
  packWeights: {
    source: 'usize',
    channels: 'i32',
    columns: 'i32',
    tapStride: 'i32',
    channelStride: 'i32',
    columnStride: 'i32',
    panels: 'usize',
    taps: 'i32',
  },
  /** y = patches . panels. List: (dy, dx) of each tap. */
  multiply: { ...patches, panels: 'usize', panelStride: 'i32', panelsPerUnit: 'i32', ...target },
  /** Partial sums of transposed patches . dy. List: (dy, dx) of each tap. */
  correlate: {
    ...patches,
    dy: 'usize',
    dyRowStride: 'i32',
    dyColumnStride: 'i32',
    columns: 'i32',
    partials: 'usize',
    paddedRows: 'i32',
    splits: 'i32',
    blocksPerSplit: 'i32',
  },

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
  sumPartials: { partials: 'usize', splits: 'i32', count: 'i32', paddedRows: 'i32', ...target },

  /** y = a, or a combined with b; b belongs to `divisor` spans in turn. */
  elementwise: {
    ...spans,
    kind: 'i32',
    y: 'usize',
    yPitch: 'i32',
    a: 'usize',
    aPitch: 'i32',
    b: 'usize',
    bPitch: 'i32',
    divisor: 'i32',
    factor: 'usize',
    scale: 'f32',
  },
  /** y = sum of terms times coefficients. List: (address, pitch, coefficient address) of each. */
  mix: {
    ...spans,
    y: 'usize',
    yPitch: 'i32',
    terms: 'i32',
    coefficientPitch: 'i32',
    divisor: 'i32',
  },
  /** One float64 partial sum per unit of spans. */
  reduce: {
    ...spans,
    kind: 'i32',
    a: 'usize',
    aPitch: 'i32',
    b: 'usize',
    bPitch: 'i32',
    partials: 'usize',
  },
  /** y = sum of the partials / divisor */
  total: { y: 'usize', partials: 'usize', count: 'i32', divisor: 'f32' },
  /** Each group's rows summed. */
  sumRows: {
    y: 'usize',
    yPitch: 'i32',
    x: 'usize',
    xPitch: 'i32',
    columns: 'i32',
    groups: 'i32',
    rows: 'i32',
  },

  /** Moments where `measured`, then y where it has an address. */
  groupNorm: { ...normalisation, measured: 'i32', epsilon: 'f32', y: 'usize', yPitch: 'i32' },
  /** Channels' sums where `summed`, then y, which is dx, where it has an address. */
  groupNormGradient: {
    ...normalisation,
    dy: 'usize',
    dyPitch: 'i32',
    summed: 'i32',
    sums: 'usize',
    sumsPitch: 'i32',
    y: 'usize',
    yPitch: 'i32',
  },

  /**
   * Between images of two sizes: a pixel of the small ones is a square of `edge` * `edge` pixels of
   * the large ones, which have `columns` channels. A unit of work is `perUnit` lines of the small.
   */
  resample: {
    kind: 'i32',
    small: 'usize',
    smallPitch: 'i32',
    large: 'usize',
    largePitch: 'i32',
    lines: 'i32',
    perUnit: 'i32',
    width: 'i32',
    columns: 'i32',
    edge: 'i32',
  },

  gatherRows: {
    y: 'usize',
    yPitch: 'i32',
    table: 'usize',
    tablePitch: 'i32',
    tableRows: 'i32',
    index: 'usize',
    count: 'i32',
    columns: 'i32',
  },
  /** Each row of y = the sum of the values with its index. */
  scatterRows: {
    y: 'usize',
    yPitch: 'i32',
    rows: 'i32',
    columns: 'i32',
    values: 'usize',
    valuesPitch: 'i32',
    index: 'usize',
    count: 'i32',
  },
  sinusoidalEmbedding: {
    y: 'usize',
    yPitch: 'i32',
    t: 'usize',
    count: 'i32',
    frequencies: 'usize',
    half: 'i32',
  },
  randomNormal: {
    y: 'usize',
    yPitch: 'i32',
    columns: 'i32',
    origin: 'usize',
    samples: 'usize',
    count: 'i32',
    elements: 'i32',
    stream: 'i32',
  },
  /** y = x * scale where the element's random word is at least `threshold` (unsigned), else 0. */
  dropout: {
    y: 'usize',
    yPitch: 'i32',
    x: 'usize',
    xPitch: 'i32',
    columns: 'i32',
    origin: 'usize',
    samples: 'usize',
    count: 'i32',
    elements: 'i32',
    stream: 'i32',
    threshold: 'i32',
    scale: 'f32',
  },

  /** List: addresses of scalars that must be finite. */
  adam: {
    result: 'usize',
    count: 'i32',
    parameters: 'usize',
    gradients: 'usize',
    m: 'usize',
    v: 'usize',
    row: 'usize',
    oneMinusBeta1: 'f32',
    beta2: 'f32',
    oneMinusBeta2: 'f32',
    epsilon: 'f32',
    scalars: 'i32',
  },
} as const satisfies Readonly<Record<string, Fields>>

export type CommandName = keyof typeof commands
type NumbersOf<F extends Fields> = { readonly [Name in keyof F]: number }
export type FieldsOf<K extends CommandName> = NumbersOf<(typeof commands)[K]>
export type PatchFields = NumbersOf<typeof patches>
export type TargetFields = NumbersOf<typeof target>
export type TilingFields = NumbersOf<typeof tiling>
export type WindowFields = NumbersOf<typeof windows>

/** A command begins with its number and its size in bytes. */
export const HEADER_BYTES = 8

export const elementwiseKinds = [
  'copy',
  'add',
  'relu',
  'mask',
  'silu',
  'siluGradient',
  'scaledDifference',
] as const
/** The ops of these names. */
export const resampleKinds = ['upsample', 'sumPool', 'spaceToDepth', 'depthToSpace'] as const
export const reduceKinds = ['squares', 'squaredDifference', 'nonFinite'] as const

/** Byte addresses of the words by which threads meet, a cache line apart. */
export const control = {
  /** Counts runs; workers wait for it to change. */
  EPOCH: 64,
  COMMANDS: 128,
  COMMANDS_END: 132,
  SCRATCH: 136,
  SCRATCH_BYTES: 140,
  THREADS: 144,
  /** Where thread 0 notes the time before the first command and after each; 0 for no profile. */
  PROFILE: 148,
  /** The next unit of work of the command under way. */
  CURSOR: 192,
  ARRIVED: 256,
  GENERATION: 320,
  SLEEPERS: 384,
  /** Numbers that the kernels bring along: see assembly/exponential.ts. */
  TABLES: 448,
  /** Where the heap begins. */
  END: 576,
} as const

/** Sizes of blocks, in elements unless they say otherwise. */
export const sizes = {
  /** Rows of a product that a unit of work computes. */
  BLOCK: 48,
  /** Pixels whose share of a filter's gradient is summed in registers. */
  GRADIENT_BLOCK: 96,
  /** Tiles whose share of a filter's gradient is summed in registers. */
  TILES_BLOCK: 192,
  /** Columns of a panel. */
  PANEL: 16,
  PANEL_BYTES: 64,
  /** Longest stretch of the inner dimension taken at once: a panel's stretch stays in L1. */
  DEPTH: 256,
  /** Channels of a plane of spread windows, and their rows in gradients: whole tiles. */
  PLANE: 256,
  PLANE_ROWS: 264,
  /** A tile of a block: see `Tile` in assembly/winograd/tiles.ts. */
  TILE_PLACE_BYTES: 20,
  /** Addresses of a tile's pixels, and its values for 8 channels. */
  MOST_POINTS: 6,
  /** Groups of 8 channels, or tiles of a gradient, that are transformed together. */
  TOGETHER: 8,
  /** Panels of results kept between product and output. */
  PASS_PANELS: 4,
  /** Filter rows that a unit spreads or collects. */
  FILTER_ROWS: 16,
  /** Rows of a filter's gradient taken at once: a multiple of every tile's height. */
  GRADIENT_ROWS: 240,
  /** A row of packed patches: an odd number of cache lines, so that rows do not collide. */
  PATCH_BYTES: 17 * 64,
  /** What is kept about each pixel of a block: see `Pixel` in assembly/patches.ts. */
  PIXEL_BYTES: 20,
  /** Elements of a contiguous span. */
  SPAN: 4096,
  /** Columns that a unit of `sumRows` sums, and rows that it adds in float32. */
  SUM_COLUMNS: 64,
  SUM_ROWS: 32,
  /** Elements of noise, or words, that a unit draws: whole blocks of 16. */
  NOISE_CHUNK: 1024,
} as const
