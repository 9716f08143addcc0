/** The way that one image came, with what the network took it for at each state. */

import { denoise } from '../../../../src/diffusion/sample.ts'
import type { NoiseLevel, Sampler } from '../../../../src/diffusion/samplers/sampler.ts'
import type { Calls, TrajectoryState } from '../protocol.ts'
import { bytesOf } from '../values.ts'
import { modelOf } from './models.ts'
import { predictedImage } from './prediction.ts'
import { classesOf, guidanceOf, isShown, modelOptions, samplerOf } from './sampling.ts'
import type { Task } from './task.ts'

/** Where x stands before row `step`. */
function standingAt({ rows }: Sampler, step: number): NoiseLevel & { readonly t: number } {
  return rows[step] ?? { t: -1, alpha: 1, sigma: 0 }
}

export async function trajectoryOf(
  { model: id, index, ...settings }: Calls['trajectory']['input'],
  task: Task<Calls['trajectory']['progress']>,
): Promise<readonly TrajectoryState[]> {
  const loaded = modelOf(id)
  const classes = settings.classes ?? classesOf(loaded)
  const guided = guidanceOf(loaded, { ...settings, classes }, 1, index)
  const [sampler, { seed }] = [samplerOf(loaded, settings), settings]
  const options = { ...(await modelOptions(loaded)), ...guided, sampler, seed, count: 1 }
  const states: TrajectoryState[] = []
  for await (const { step, steps, read } of denoise({ ...options, signal: task.signal }, index)) {
    await task.unpaused()
    task.report({ step, steps })
    if (!isShown(step, steps)) continue
    const noised = await read()
    const { t, alpha, sigma } = standingAt(sampler, step)
    const standing = { noised, t: Math.round(t), alpha, sigma, ...guided }
    const image = t < 0 ? noised : await predictedImage(loaded, standing)
    const shown = { noisy: bytesOf(noised), predicted: bytesOf(image) }
    states.push({ t: standing.t, alpha, sigma, ...shown })
  }
  return states
}
