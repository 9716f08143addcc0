/** How many images a training in the page keeps out of what it learns from. */

import { presets, usualHeldOut } from '../../../src/browser.ts'
import type { TrainingSettings } from './protocol.ts'

/** @param count images that there are */
export function heldOutOf(preset: TrainingSettings['preset'], count: number): number {
  const { heldOut } = presets[preset]
  return heldOut === 'auto' ? usualHeldOut(count) : heldOut
}
