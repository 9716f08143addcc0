/** The learning rate of each step: a rise, then a constant, a line or half a cosine. */

import type { Recipe } from './recipe.ts'

type Rates = Pick<Recipe, 'learningRate' | 'learningRateSchedule' | 'warmupSteps'>

/** The factor of the rate at a share, 0 .. 1, of the steps after the warm-up. */
const left: { readonly [Name in Recipe['learningRateSchedule']]: (way: number) => number } = {
  constant: () => 1,
  linear: (way) => 1 - way,
  cosine: (way) => (1 + Math.cos(Math.PI * way)) / 2,
}

/**
 * As diffusers' schedulers of these names, but for the rise, which begins above 0: a step of size 0
 * would teach nothing.
 * @param step from 1
 * @param planned steps of the whole run
 */
export function learningRateAt(rates: Rates, step: number, planned: number): number {
  const { learningRate, learningRateSchedule, warmupSteps } = rates
  const before = step - 1
  if (before < warmupSteps) return (learningRate * step) / (warmupSteps + 1)
  const way = Math.min(1, (before - warmupSteps) / Math.max(1, planned - warmupSteps))
  return learningRate * left[learningRateSchedule](way)
}
