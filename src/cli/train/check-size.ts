/** Whether a training run fits in memory: its data, its network, its steps and what it draws. */

import { loadOptionsOf } from '../../data/data-settings.ts'
import { namedSource } from '../../data/sources.ts'
import type { Sampler } from '../../diffusion/samplers/sampler.ts'
import type { Schedule } from '../../diffusion/schedules.ts'
import { backendHere } from '../../hosts/node/backends.ts'
import type { Network } from '../../nn/network.ts'
import { runSpecs } from '../../training/run-specs.ts'
import { trainingProgram } from '../../training/step.ts'
import {
  checkMemory,
  dataBytes,
  gridBytes,
  imagesBytes,
  programBytes,
  trainingBytes,
} from '../memory-check.ts'
import { count, plural } from '../terminal/format.ts'
import { checkTrajectory, frameEvery, STRIP_EVERY, TRAJECTORY_COUNT } from '../trajectory.ts'
import type { TrainSettings } from './settings.ts'

/** @throws {DdpmError} `cli.memory-exceeded` for images made here that would not fit */
export function checkDataSize(settings: TrainSettings): void {
  const source = namedSource(settings.data)
  if (source?.origin !== 'made') return
  const { count: images, height, width, channels } = source.plan(loadOptionsOf(settings))
  const bytes = dataBytes(images, [height, width, channels])
  const help = 'use a smaller --data-count or --image-size'
  checkMemory(`${count(images)} ${source.name}`, bytes, help)
}

/** @throws {DdpmError} `cli.memory-exceeded` */
function checkSteps(
  { batchSize, gradAccumulation, target, device }: TrainSettings,
  model: Network,
  schedule: Schedule,
) {
  const { memoryLimit } = backendHere(device).capabilities
  const weights = trainingBytes(model.parameterCount)
  checkMemory('this network', weights, 'use smaller --widths', memoryLimit)
  const images = batchSize / gradAccumulation
  const batch = plural(images, 'image')
  checkMemory(batch, imagesBytes(images, model.imageShape), 'use a smaller --batch-size')
  const activations = programBytes(trainingProgram({ model, schedule, target, batchSize: images }))
  const help = 'use a smaller --batch-size, or more --grad-accumulation'
  checkMemory(`a step of ${batch}`, weights + activations, help, memoryLimit)
}

/**
 * Judges a run before it begins.
 * @throws {DdpmError} `cli.memory-exceeded`, `cli.animation-too-large`
 */
export function checkRunSize(
  settings: TrainSettings,
  model: Network,
  schedule: Schedule,
  { rows }: Sampler,
): void {
  checkSteps(settings, model, schedule)
  const { sampleCount = runSpecs.sampleCount.default } = settings
  const layout = { columns: 8, scale: 1 }
  const grid =
    imagesBytes(sampleCount, model.imageShape) + gridBytes(sampleCount, model.imageShape, layout)
  checkMemory('a sample grid', grid, 'use a smaller --sample-count or --image-size')
  const { timesteps } = schedule
  const job = { count: TRAJECTORY_COUNT, timesteps, rows: rows.length }
  checkTrajectory(job, model.imageShape, frameEvery(timesteps), STRIP_EVERY)
}
