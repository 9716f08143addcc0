/** Images out of noise. */

import type { Calls, Sampled, SamplingProgress } from '../protocol.ts'
import { modelOf } from './models.ts'
import { classesOf, follow, guidanceOf, modelOptions, samplerOf } from './sampling.ts'
import type { Task } from './task.ts'

export async function sampleImages(
  { model: id, count, ...settings }: Calls['sample']['input'],
  task: Task<SamplingProgress>,
): Promise<Sampled> {
  const loaded = modelOf(id)
  const classes = settings.classes ?? classesOf(loaded)
  const guided = guidanceOf(loaded, { ...settings, classes }, count)
  const [sampler, { seed }] = [samplerOf(loaded, settings), settings]
  return await follow({ ...(await modelOptions(loaded)), ...guided, sampler, count, seed }, task)
}
