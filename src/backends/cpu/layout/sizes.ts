/** The sizes of blocks, on both sides. */

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
  /** Most rows of a head that attention takes at once: a multiple of every tile's height. */
  ATTENTION_ROWS: 72,
  /** A row of packed patches: an odd number of cache lines, so that rows do not collide. */
  PATCH_BYTES: 17 * 64,
  /** What is kept about each pixel of a block: see `Pixel` in assembly/patches.ts. */
  PIXEL_BYTES: 20,
  /** Elements of a contiguous span. */
  SPAN: 4096,
  /** Columns that a unit of `sumRows` sums, and rows that it adds in float32. */
  SUM_COLUMNS: 64,
  SUM_ROWS: 32,
  /** Bytes of the counts by which a number of a rank is found. */
  RANK_COUNTS_BYTES: 1024,
  /** Elements of noise, or words, that a unit draws: whole blocks of 16. */
  NOISE_CHUNK: 1024,
} as const
