/** A training from the page's few settings to the library's options: what the command line does, too. */

import type { Dataset } from '../../../../src/data/dataset.ts'
import { buildSampler } from '../../../../src/diffusion/samplers/build.ts'
import { buildSchedule } from '../../../../src/diffusion/schedules.ts'
import type { Checkpoint } from '../../../../src/training/config.ts'
import { buildNetwork, fitOf } from '../../../../src/training/network.ts'
import type { TrainingOptions } from '../../../../src/training/options.ts'
import { presets } from '../../../../src/training/presets.ts'
import type { TrainingSettings } from '../protocol.ts'
import { validationOf } from '../validation.ts'
import { deviceFor } from './device.ts'

/** Images that are shown while training. */
export const SAMPLES = 20

/** Between two looks at them: often at the beginning, when most happens. */
export const glanceEvery = (totalSteps: number) => Math.max(10, Math.round(totalSteps / 25))

/** @throws {DdpmError} where a setting is out of its range or does not fit the images. */
export async function planTraining(
  { preset: name, ...settings }: TrainingSettings,
  data: Dataset,
  resume?: Checkpoint,
): Promise<TrainingOptions> {
  const preset = { ...presets[name], ...settings }
  const schedule = buildSchedule(preset.schedule, { timesteps: preset.timesteps })
  const validation = validationOf(name, data.count)
  // the notebook's own sampler takes a thousand steps: too long to look at while training
  const sampler = buildSampler('dpm-solver++', schedule, { steps: 10 })
  return {
    ...{ ...preset, validation, schedule, data, sampler, resume },
    device: await deviceFor(resume?.variant),
    model: buildNetwork(preset, fitOf(data)),
    sampleEvery: 0,
    sampleCount: 0, // the last checkpoint's are shown
    epochs: Number.MAX_SAFE_INTEGER,
    checkpointEvery: glanceEvery(settings.maxSteps),
  }
}
