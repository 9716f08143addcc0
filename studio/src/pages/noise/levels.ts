/** Noise levels of one schedule on another's timesteps. Numbers only. */

import type { Schedule } from '../../../../src/diffusion/schedules.ts'

/** The timestep at which a schedule leaves most nearly as much of the image as another does. */
export function sameLevel(alphaBar: number, { alphaBars }: Schedule): number {
  let [low, high] = [0, alphaBars.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (alphaBars[middle] > alphaBar) low = middle + 1
    else high = middle
  }
  const before = Math.max(0, low - 1)
  return Math.abs(alphaBars[before] - alphaBar) < Math.abs(alphaBars[low] - alphaBar) ? before : low
}
