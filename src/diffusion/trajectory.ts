/** A denoising run with states kept on it, as the notebook's sample_with_trajectory. */

import type { NdArray } from '../base/shape.ts'
import { diffusionError } from './errors.ts'
import { type SamplingProgress, toEnd } from './progress.ts'
import { denoise, type SamplingOptions } from './sample.ts'

/** A state between noise and samples. */
export interface TrajectoryFrame {
  /** The timestep to be removed next: T - 1 for pure noise, -1 for the finished image. */
  readonly next: number
  /** (count, H, W, C) */
  readonly images: NdArray
}

/** Whether a timestep divisible by `every` is among those removed between two states. */
function passes(before: number, after: number, every: number): boolean {
  return Math.floor(before / every) * every > after
}

/**
 * Denoises one batch step by step, keeping the initial noise and the state after each timestep
 * divisible by saveEvery, or after the stride that passes it: 11 frames for T = 1000 and 100.
 * @param saveEvery whole number of at least 1
 * @throws {DdpmError} where an option is out of range; the signal's reason where it is aborted.
 */
export async function* trajectoryInSteps(
  options: SamplingOptions,
  saveEvery = 100,
): AsyncGenerator<SamplingProgress, TrajectoryFrame[]> {
  if (!Number.isInteger(saveEvery) || saveEvery < 1) {
    throw diffusionError('sampling.number-out-of-range', {
      name: 'saveEvery',
      value: saveEvery,
      least: 1,
    })
  }
  const { rows } = options.sampler
  const frames: TrajectoryFrame[] = []
  for await (const { step, steps, read } of denoise(options)) {
    const next = rows[step]?.t ?? -1
    const kept = step === 0 || passes(rows[step - 1].t, next, saveEvery)
    if (kept) frames.push({ next, images: await read() })
    if (step > 0) yield { done: step, total: steps }
  }
  return frames
}

/** `trajectoryInSteps` to its end. */
export function sampleWithTrajectory(
  options: SamplingOptions,
  saveEvery = 100,
): Promise<TrajectoryFrame[]> {
  return toEnd(trajectoryInSteps(options, saveEvery), options.onProgress)
}

/** Of a trajectory kept finely, the frames that a larger saveEvery would have kept. */
export function thinTrajectory(
  frames: readonly TrajectoryFrame[],
  saveEvery: number,
): TrajectoryFrame[] {
  return frames.filter(({ next }, i) => i === 0 || passes(frames[i - 1].next, next, saveEvery))
}

/** A frame's noise level as the notebook titles it: `t=999`, `t=899`, ..., `t=0`. */
export function trajectoryLabel({ next }: TrajectoryFrame): string {
  return `t=${Math.max(Math.round(next), 0)}`
}
