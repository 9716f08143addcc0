/** How far from the truth a backend's float32 may be: relative L2, by op. */

import type { Capabilities } from '../../src/engine/capabilities.ts'
import type { Case } from './case.ts'

/** Half a unit in the last place of float32 is 6e-8: one rounding. */
const ROUNDED_ONCE = 6e-8
const FEW_ROUNDINGS = 2e-7
/** Sums of some hundred terms of both signs in float32: they cancel up to a hundredfold. */
const LONG_SUM = 1e-6
/**
 * The same by Winograd's algorithm, whose transforms of 6 x 6 points weigh terms from 1/36 to 16: up
 * to 1.5e-6 at 264 channels. A wrong element among a hundred thousand is above 1e-3.
 */
const TRANSFORMED_SUM = 3e-6

/** By a formula that is itself good for 1.2e-7, or differences of such. */
const APPROXIMATED = 5e-7

const MANY_OPS = 1e-5

/** Ops that draw random numbers. */
const drawing: ReadonlySet<Case['op']> = new Set(['randomNormal', 'dropout'] as const)

const special: { readonly [K in Case['op']]?: number } = {
  composition: MANY_OPS,

  conv2d: TRANSFORMED_SUM,
  convTranspose2d: TRANSFORMED_SUM,
  conv2dFilterGradient: TRANSFORMED_SUM,
  matmul: LONG_SUM,
  attention: LONG_SUM,
  attentionGradient: LONG_SUM,
  linearAttention: LONG_SUM,
  linearAttentionGradient: LONG_SUM,
  rmsNormGradient: LONG_SUM,
  sumFirstRows: LONG_SUM,
  sumSpatial: LONG_SUM,
  sumRows: LONG_SUM,
  groupNormSums: LONG_SUM,
  groupNormGradient: LONG_SUM,
  embeddingGradient: LONG_SUM,
  pack: LONG_SUM,
  view: LONG_SUM,
  assign: LONG_SUM,
  adam: LONG_SUM,
  descend: LONG_SUM,
  inverseNorm: LONG_SUM,

  gelu: APPROXIMATED,
  geluGradient: APPROXIMATED,
  mishGradient: APPROXIMATED,

  relu: 0,
  clamp: 0,
  reluGradient: 0,
  countNonFinite: 0,
  slice: 0,
  upsample: 0,
  spaceToDepth: 0,
  depthToSpace: 0,
  prependRows: 0,
  dropRows: 0,
  embedding: 0,
  randomNormal: 0,

  add: ROUNDED_ONCE,
  addBias: ROUNDED_ONCE,
  addRows: ROUNDED_ONCE,
  multiply: ROUNDED_ONCE,
  multiplyRows: ROUNDED_ONCE,
  concat: ROUNDED_ONCE,
}

/** @returns nothing where numbers cannot be compared: noise that is another draw of one distribution */
export function toleranceOf(op: Case['op'], { noise }: Capabilities): number | undefined {
  if (drawing.has(op) && noise === 'statistical') return undefined
  return special[op] ?? FEW_ROUNDINGS
}
