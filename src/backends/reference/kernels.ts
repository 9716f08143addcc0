/** The table: one row per op. */

import type { OpName } from '../../engine/ops.ts'
import * as activations from './activations.ts'
import * as attention from './attention.ts'
import * as contractions from './contractions.ts'
import * as crossEntropy from './cross-entropy.ts'
import * as deviation from './deviation.ts'
import * as effects from './effects.ts'
import * as elementwise from './elementwise.ts'
import type { Call, Kernel } from './kernel.ts'
import * as linearAttention from './linear-attention.ts'
import * as normalisation from './normalisation.ts'
import * as placement from './placement.ts'
import * as resampling from './resampling.ts'
import * as rmsNorm from './rms-norm.ts'
import * as rows from './sample-rows.ts'
import * as sources from './sources.ts'
import * as sums from './sums.ts'

/** Nothing to compute: the numbers are there already. */
const given: Kernel<OpName> = () => {}

const kernels: { readonly [K in OpName]: Kernel<K> } = {
  input: given,
  state: given,
  constant: given,
  view: given,
  slice: given, // a view of its input, placed by the memory plan
  ...contractions,
  ...elementwise,
  ...activations,
  ...deviation,
  ...sums,
  ...normalisation,
  ...attention,
  ...linearAttention,
  ...rmsNorm,
  ...rows,
  ...resampling,
  ...crossEntropy,
  ...placement,
  ...sources,
  ...effects,
}

/** Computes one op. */
export function compute<K extends OpName>(call: Call<K>): void {
  kernels[call.tensor.op](call)
}
