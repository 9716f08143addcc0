/** The table: one row per op. */

import type { OpName } from '../../engine/ops.ts'
import * as contractions from './contractions.ts'
import * as effects from './effects.ts'
import * as elementwise from './elementwise.ts'
import type { Call, Kernel } from './kernel.ts'
import * as placement from './placement.ts'
import * as sources from './sources.ts'
import * as sums from './sums.ts'

/** Nothing to compute: the numbers are there already. */
const given: Kernel<OpName> = () => {}

const kernels: { readonly [K in OpName]: Kernel<K> } = {
  input: given,
  state: given,
  constant: given,
  window: given,

  conv2d: contractions.conv2d,
  convTranspose2d: contractions.convTranspose2d,
  conv2dFilterGradient: contractions.conv2dFilterGradient,
  matmul: contractions.matmul,

  add: elementwise.add,
  addBias: elementwise.addBias,
  addRows: elementwise.addRows,
  relu: elementwise.relu,
  reluGradient: elementwise.reluGradient,
  mix: elementwise.mix,

  sumSpatial: sums.sumSpatial,
  sumRows: sums.sumRows,
  sumSquares: sums.sumSquares,
  countNonFinite: sums.countNonFinite,
  meanSquaredError: sums.meanSquaredError,
  meanSquaredErrorGradient: elementwise.meanSquaredErrorGradient,

  concat: placement.concat,
  channels: given, // a view of its input, placed by the memory plan
  pack: placement.pack,

  sinusoidalEmbedding: sources.sinusoidalEmbedding,
  gatherRows: sources.gatherRows,
  randomNormal: sources.randomNormal,

  assign: effects.assign,
  adam: effects.adam,
}

/** Computes one op. */
export function compute<K extends OpName>(call: Call<K>): void {
  kernels[call.tensor.op](call)
}
