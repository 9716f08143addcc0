/** How many images a training in the page keeps out of what it learns from. */

import { usualValidation } from '../../../src/data/dataset.ts'
import { presets } from '../../../src/training/presets.ts'
import type { TrainingSettings } from './protocol.ts'

/** @param count images that there are */
export function validationOf(preset: TrainingSettings['preset'], count: number): number {
  const { validation } = presets[preset]
  return validation === 'auto' ? usualValidation(count) : validation
}
