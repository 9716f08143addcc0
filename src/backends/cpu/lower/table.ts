/** The table: one row per op. */

import type { OpName, TensorOf } from '../../../engine/ops.ts'
import type { Choice } from './algorithms.ts'
import * as attention from './attention.ts'
import * as contractions from './contractions.ts'
import * as crossEntropy from './cross-entropy.ts'
import * as deviation from './deviation.ts'
import * as effects from './effects.ts'
import * as elementwise from './elementwise.ts'
import * as linearAttention from './linear-attention.ts'
import type { Emitter, Lowering, Preparation } from './lowering.ts'
import * as normalisation from './normalisation.ts'
import * as placement from './placement.ts'
import * as resampling from './resampling.ts'
import * as rmsNorm from './rms-norm.ts'
import * as sampleRows from './sample-rows.ts'
import * as sources from './sources.ts'
import * as sums from './sums.ts'

/** Nothing to compute: the numbers are there already. */
const given: Lowering<OpName> = { emit() {} }

const lowerings: { readonly [K in OpName]: Lowering<K> } = {
  input: given,
  state: given,
  constant: given,
  view: given,
  slice: given, // a view of its input, placed by the memory plan
  ...contractions,
  ...attention,
  ...elementwise,
  ...deviation,
  ...sums,
  ...crossEntropy,
  ...normalisation,
  ...linearAttention,
  ...rmsNorm,
  ...sampleRows,
  ...resampling,
  ...placement,
  ...sources,
  ...effects,
}

/** Bytes of workspace that the tensor's op wants. */
export function workspaceOf<K extends OpName>(tensor: TensorOf<K>, choice: Choice): number {
  return lowerings[tensor.op].workspace?.(tensor, choice) ?? 0
}

/** What the tensor's op prepares, if it does. */
export function preparationOf<K extends OpName>(
  tensor: TensorOf<K>,
  choice: Choice,
): Preparation | undefined {
  return lowerings[tensor.op].prepares?.(tensor, choice)
}

/** Gives the emitter the commands that compute the tensor. */
export function lower<K extends OpName>(tensor: TensorOf<K>, emitter: Emitter): void {
  lowerings[tensor.op].emit(tensor, emitter)
}
