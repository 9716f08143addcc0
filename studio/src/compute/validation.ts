/** How many images a training in the page keeps out of what it learns from. */

import { validationOf as planned } from '../../../src/training/plan.ts'
import { presets } from '../../../src/training/presets.ts'
import type { TrainingSettings } from './protocol.ts'

/** @param count images that there are */
export function validationOf(preset: TrainingSettings['preset'], count: number): number {
  return planned(presets[preset].validation, { count })
}
