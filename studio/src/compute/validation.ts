/** How many images a training in the page keeps out of what it learns from. */

import { presetRecipes } from '../../../src/training/preset-recipes.ts'
import { validationOf as planned } from '../../../src/training/validation-count.ts'
import type { TrainingSettings } from './protocol.ts'

/** @param count images that there are */
export function validationOf(preset: TrainingSettings['preset'], count: number): number {
  return planned(presetRecipes[preset].validation, { count })
}
