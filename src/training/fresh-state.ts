/** What a run begins with. */

import { initialParameters } from '../nn/parameters.ts'
import type { OptimizerState, Progress } from './config.ts'
import type { ResolvedTraining } from './options.ts'

/** Weights from the seed or from a parent, and an optimizer that has seen nothing. */
export function freshState({
  model,
  recipe,
  start,
}: Pick<ResolvedTraining, 'model' | 'recipe' | 'start'>): OptimizerState {
  const { seed, emaDecay } = recipe
  const weights = start?.weights ?? initialParameters(model.parameters, seed)
  const moment = () => new Float32Array(weights.length)
  const state = { weights, m: moment(), v: moment() }
  return emaDecay > 0 ? { ...state, ema: weights.slice() } : state
}

export const freshProgress: Progress = { step: 0, epoch: 1, position: 0, lossSum: 0 }
