/** The learning rate of a training in which the visitor has set none. */

import {
  type FittedData,
  fitPreset,
  recipeOfLength,
  tunedRate,
} from '../../../src/training/fit-preset.ts'
import { presetRecipes } from '../../../src/training/preset-recipes.ts'
import type { TrainingSettings } from './training-protocol.ts'

/** @param isTuned whether it starts from a model */
export function usualRate(
  { preset, maxSteps }: Pick<TrainingSettings, 'preset' | 'maxSteps'>,
  data: FittedData,
  isTuned: boolean,
): number {
  const { learningRate } = presetRecipes[preset]
  const fitted = fitPreset(presetRecipes[preset], data)
  if (isTuned) return tunedRate(fitted.learningRate ?? learningRate)
  return fitted.optimizer ? recipeOfLength(maxSteps, fitted.optimizer).learningRate : learningRate
}
