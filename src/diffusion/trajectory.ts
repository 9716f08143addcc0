/** A denoising run with its stations kept, as the notebook's sample_with_trajectory. */

import { UserError } from '../engine/errors.ts'
import type { NdArray } from '../engine/shape.ts'
import { denoise, type SamplingOptions } from './sample.ts'

export interface TrajectoryFrame {
  /** The noise level shown: T - 1 for pure noise, t - 1 after removing timestep t, at the end 0. */
  readonly t: number
  /** (count, H, W, C) */
  readonly images: NdArray
}

/**
 * Samples one batch, keeping the initial noise and the state after each t divisible by saveEvery:
 * 11 frames for T = 1000 and 100. The last state is kept whatever its t.
 * @param saveEvery whole number of at least 1
 */
export async function sampleWithTrajectory(
  options: SamplingOptions,
  saveEvery = 100,
): Promise<TrajectoryFrame[]> {
  if (!Number.isInteger(saveEvery) || saveEvery < 1) {
    throw new UserError(`saveEvery is ${saveEvery}: use a whole number of at least 1`)
  }
  const frames: TrajectoryFrame[] = []
  for await (const { step, steps, t, read } of denoise(options)) {
    if (step > 0) options.onProgress?.({ done: step, total: steps })
    const level = t === undefined ? options.sampler.rows[0].t : Math.max(t - 1, 0)
    const kept = t === undefined || t % saveEvery === 0 || step === steps
    if (kept) frames.push({ t: level, images: await read() })
  }
  return frames
}
