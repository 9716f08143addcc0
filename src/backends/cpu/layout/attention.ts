/** The commands of attention. */

/**
 * Attention's heads, each `length` rows of `width` channels, taken in blocks of rows; q, k and v; and
 * where in scratch memory its parts lie, in bytes.
 */
export const heads = {
  samples: 'i32',
  length: 'i32',
  heads: 'i32',
  width: 'i32',
  blockRows: 'i32',
  scale: 'f32',
  q: 'usize',
  qPitch: 'i32',
  k: 'usize',
  kPitch: 'i32',
  v: 'usize',
  vPitch: 'i32',
  y: 'usize',
  yPitch: 'i32',
  packed: 'i32',
  fresh: 'i32',
  scores: 'i32',
  sums: 'i32',
} as const

/** Scratch: keys turned, values, as panels. */
export const attention = {
  ...heads,
  blocksPerUnit: 'i32',
  keys: 'i32',
  values: 'i32',
} as const

/** y = dq || dk || dv. Scratch: panels of keys and turned ones, slopes, a panel, sums over rows. */
export const attentionGradient = {
  ...heads,
  dy: 'usize',
  dyPitch: 'i32',
  turnedKeys: 'i32',
  turnedValues: 'i32',
  keys: 'i32',
  slopes: 'i32',
  panel: 'i32',
  keySums: 'i32',
  valueSums: 'i32',
} as const

/**
 * Linear attention's heads; y = dq || dk || dv where dy has an address. Scratch: two matrices of a head's
 * channels, five rows of them.
 */
export const linearAttention = {
  samples: 'i32',
  length: 'i32',
  heads: 'i32',
  width: 'i32',
  scale: 'f32',
  q: 'usize',
  qPitch: 'i32',
  k: 'usize',
  kPitch: 'i32',
  v: 'usize',
  vPitch: 'i32',
  y: 'usize',
  yPitch: 'i32',
  dy: 'usize',
  dyPitch: 'i32',
} as const
