/** Weights so large that they are most likely not what a training left. */

import { sizeOf } from '../base/shape.ts'
import type { Network } from './network.ts'

/** Root mean square of a parameter; those of trained networks seldom pass 2. */
const MOST_RMS = 10

/** A sentence where a parameter is far larger than those of trained networks; else undefined. */
export function weightsWarning({ parameters }: Network, weights: Float32Array): string | undefined {
  for (const { name, shape, offset } of parameters) {
    const values = weights.subarray(offset, offset + sizeOf(shape))
    const rms = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)
    if (rms <= MOST_RMS) continue
    return (
      `${name} holds values of about ${rms.toPrecision(2)}, far more than a trained network's: ` +
      'the training diverged, or the file was changed'
    )
  }
  return undefined
}
