/** Training options with their defaults filled in, and what is demanded of them. */

import type { Dataset } from '../data/dataset.ts'
import { ancestral } from '../diffusion/samplers/ancestral.ts'
import type { Sampler } from '../diffusion/samplers/sampler.ts'
import type { Schedule } from '../diffusion/schedules.ts'
import type { Device } from '../engine/device.ts'
import { UserError } from '../engine/errors.ts'
import { showShape } from '../engine/shape.ts'
import type { Model } from '../nn/model.ts'
import { type Checkpoint, runConfig } from './config.ts'

export interface TrainingOptions {
  readonly device: Device
  readonly model: Model
  readonly schedule: Schedule
  readonly data: Dataset
  /** Default 30. */
  readonly epochs?: number
  /** Stop after this many steps, if that comes before the epochs end. */
  readonly maxSteps?: number
  /** Default 128. */
  readonly batchSize?: number
  /** Default 1e-3. */
  readonly learningRate?: number
  /** Whole number from 0 that all randomness comes from. Default 0. */
  readonly seed?: number
  /** Epochs between sample grids; 0 for none but the last. Default 5. */
  readonly sampleEvery?: number
  /** Pictures in a grid; 0 for no grids at all. Default 64. */
  readonly sampleCount?: number
  /** Default: ancestral sampling over the whole schedule. */
  readonly sampler?: Sampler
  /** Steps between checkpoints, besides those at the end of each epoch. */
  readonly checkpointEvery?: number
  /** Go on from here, bit for bit as if the run had never stopped. */
  readonly resume?: Checkpoint
  /** Aborting ends the run after the current step, with a checkpoint. */
  readonly signal?: AbortSignal
}

type Defaulted =
  | 'epochs'
  | 'maxSteps'
  | 'batchSize'
  | 'learningRate'
  | 'seed'
  | 'sampleEvery'
  | 'sampleCount'
  | 'sampler'

export type ResolvedTraining = TrainingOptions & Required<Pick<TrainingOptions, Defaulted>>

/** The notebook's values where none are given. */
export function resolveTraining(options: TrainingOptions): ResolvedTraining {
  return {
    ...options,
    epochs: options.epochs ?? 30,
    maxSteps: options.maxSteps ?? Number.POSITIVE_INFINITY,
    batchSize: options.batchSize ?? 128,
    learningRate: options.learningRate ?? 1e-3,
    seed: options.seed ?? 0,
    sampleEvery: options.sampleEvery ?? 5,
    sampleCount: options.sampleCount ?? 64,
    sampler: options.sampler ?? ancestral(options.schedule),
  }
}

function demand(holds: boolean, option: string, value: unknown, allowed: string): void {
  if (!holds) throw new UserError(`${option} is ${value}: use ${allowed}`)
}

const isCount = (value: number, least: number) => Number.isInteger(value) && value >= least

/** @throws {UserError} naming the option, its value, and what is allowed. */
export function checkTraining(options: ResolvedTraining): void {
  const { epochs, maxSteps, batchSize, learningRate, data, model, checkpointEvery } = options
  const count = 'a whole number of at least 1'
  demand(isCount(epochs, 1), 'epochs', epochs, count)
  demand(maxSteps === Number.POSITIVE_INFINITY || isCount(maxSteps, 1), 'maxSteps', maxSteps, count)
  demand(isCount(batchSize, 1), 'batchSize', batchSize, count)
  demand(
    batchSize <= data.count,
    'batchSize',
    batchSize,
    `at most the ${data.count} images of ${data.name}`,
  )
  const positive = Number.isFinite(learningRate) && learningRate > 0
  demand(positive, 'learningRate', learningRate, 'a number above 0')
  const every = 'a whole number of at least 0'
  demand(isCount(options.sampleEvery, 0), 'sampleEvery', options.sampleEvery, every)
  demand(isCount(options.sampleCount, 0), 'sampleCount', options.sampleCount, every)
  if (checkpointEvery !== undefined) {
    demand(isCount(checkpointEvery, 1), 'checkpointEvery', checkpointEvery, count)
  }
  const given = showShape([data.height, data.width, data.channels])
  const wanted = showShape(model.imageShape)
  if (given !== wanted) {
    throw new UserError(
      `the images of ${data.name} are ${given} and the model takes ${wanted}: ` +
        'build the model with their size and channels',
    )
  }
}

/**
 * A resumed run must be the run that was stopped: everything that shapes its numbers is compared.
 * @throws {UserError} naming the first difference.
 */
export function checkResume(options: ResolvedTraining, checkpoint: Checkpoint): void {
  const now = flatten(runConfig(options))
  const then = flatten(checkpoint.config)
  for (const key of new Set([...Object.keys(now), ...Object.keys(then)])) {
    if (now[key] === then[key]) continue
    throw new UserError(
      `${key} is ${now[key]} and was ${then[key]} in the checkpoint: ` +
        'resume with the same value, or start a new run',
    )
  }
}

/** `{ a: { b: 1 } }` as `{ 'a.b': '1' }`. */
function flatten(value: object, prefix = ''): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const [key, inner] of Object.entries(value)) {
    if (inner !== null && typeof inner === 'object' && !Array.isArray(inner)) {
      Object.assign(flat, flatten(inner, `${prefix}${key}.`))
    } else flat[prefix + key] = JSON.stringify(inner)
  }
  return flat
}
