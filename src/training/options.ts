/** Training options with their defaults filled in, and what is demanded of them. */

import * as v from 'valibot'
import { rangeOf } from '../base/option-specs.ts'
import { sameShape, sizeOf } from '../base/shape.ts'
import { checkDataset } from '../data/check-dataset.ts'
import { type AnyDataset, takeFirst, takeLast } from '../data/dataset.ts'
import { predictsAny } from '../diffusion/denoiser.ts'
import { buildSampler } from '../diffusion/samplers/build.ts'
import { checkBeginsAtNoise, checkSchedule } from '../diffusion/samplers/check.ts'
import { planDenoising } from '../diffusion/samplers/plan.ts'
import type { Sampler } from '../diffusion/samplers/sampler.ts'
import type { Schedule } from '../diffusion/schedules.ts'
import type { Device } from '../engine/device.ts'
import type { Network } from '../nn/network.ts'
import { type Checkpoint, runConfig } from './config.ts'
import { trainingError } from './errors.ts'
import { allowed, checkRanges, specified } from './ranges.ts'
import { alone, type Ranks } from './ranks.ts'
import { type Recipe, recipeSchema } from './recipe.ts'
import { runSpecs } from './run-specs.ts'
import type { Start } from './start.ts'

/** A recipe, the notebook's where nothing is said, and what it is applied to. */
export interface TrainingOptions extends Partial<Recipe> {
  readonly device: Device
  readonly model: Network
  readonly schedule: Schedule
  readonly data: AnyDataset
  /** Passes through the data. Default 30, or with `maxSteps` as many as that takes. */
  readonly epochs?: number
  /** Stop after this many steps, if that comes before the epochs given end. */
  readonly maxSteps?: number
  /**
   * Epochs between sample grids; 0 for none but the last; `auto` for up to ten over the run, fewer where
   * they would take more than a tenth of its time. Default 5.
   */
  readonly sampleEvery?: number | 'auto'
  /** Samples in a grid; 0 for no grids at all. Default 64. */
  readonly sampleCount?: number
  /** Default: ancestral sampling over the whole schedule. */
  readonly sampler?: Sampler
  /** Guidance scale of the grids of a model with classes. Default 1. */
  readonly guidance?: number
  /** Steps between checkpoints, besides those at the end of each epoch. */
  readonly checkpointEvery?: number
  /** What the weights begin with, in place of what the seed gives. Not read where a run is resumed. */
  readonly start?: Start | undefined
  /**
   * Continues from here, bit for bit as if the run had never stopped, where the device is opened with
   * the checkpoint's `variant`.
   */
  readonly resume?: Checkpoint
  /**
   * Lets a resumed run have another number of steps where its learning rate falls: from the next step
   * on the rate is that of a run of the new number. Checkpoints record it, so a later resume is exact
   * again. Without it, another number is refused. Default false.
   */
  readonly replan?: boolean
  /**
   * Where several processes train one model together, each with the same options: who this one is.
   * Default: it is alone.
   */
  readonly ranks?: Ranks
  /** Aborting ends the run after the current step, with a checkpoint. */
  readonly signal?: AbortSignal
}

/** How long a run is and what it shows meanwhile: a resumed run may change this. */
const lengthSchema = v.object({
  epochs: v.optional(allowed(runSpecs.epochs)),
  maxSteps: v.optional(
    v.union(
      [v.literal(Number.POSITIVE_INFINITY), allowed(runSpecs.maxSteps)],
      rangeOf(runSpecs.maxSteps),
    ),
  ),
  sampleEvery: specified(runSpecs.sampleEvery),
  sampleCount: specified(runSpecs.sampleCount),
  checkpointEvery: v.optional(allowed(runSpecs.checkpointEvery)),
})

type Length = v.InferOutput<typeof lengthSchema> & { readonly epochs: number }

const USUAL_EPOCHS = 30

type Given = Pick<
  TrainingOptions,
  | 'device'
  | 'model'
  | 'schedule'
  | 'data'
  | 'guidance'
  | 'resume'
  | 'start'
  | 'replan'
  | 'ranks'
  | 'signal'
>

/**
 * The epochs of a run: those given, else as many as its steps take.
 * @param perEpoch steps, at least 1
 */
export function epochsFor(
  { epochs, maxSteps }: Pick<TrainingOptions, 'epochs' | 'maxSteps'>,
  perEpoch: number,
): number {
  if (epochs !== undefined) return epochs
  if (maxSteps === undefined || maxSteps === Number.POSITIVE_INFINITY) return USUAL_EPOCHS
  return Math.ceil(maxSteps / perEpoch)
}

export interface ResolvedTraining extends Given, Readonly<Length> {
  readonly recipe: Recipe
  readonly sampler: Sampler
  /** What is trained on: the data without the validation images. */
  readonly trained: AnyDataset
  readonly validationData: AnyDataset | undefined
  /** Steps from the first to the last, if nothing stops the run. */
  readonly plannedSteps: number
}

/**
 * Fills in the notebook's values where none are given.
 * @throws {DdpmError} `training.option-out-of-range`, or what does not fit: the codes of errors.ts
 */
export function resolveTraining(options: TrainingOptions): ResolvedTraining {
  const recipe = checkRanges(recipeSchema, options)
  const given = checkRanges(lengthSchema, options)
  checkDataset(options.data)
  checkFit(options, recipe)
  const { data } = options
  const trained = recipe.validation > 0 ? takeFirst(data, data.count - recipe.validation) : data
  const perEpoch = Math.floor(trained.count / recipe.batchSize)
  const length = { ...given, epochs: epochsFor(given, perEpoch) }
  const sampler = options.sampler ?? buildSampler('ddpm', options.schedule)
  checkSchedule(sampler, options.schedule)
  checkBeginsAtNoise(sampler)
  planDenoising(sampler, recipe.target) // refuses before the training what its grids would after it
  return {
    ...options,
    ...length,
    ...{
      recipe,
      trained,
      validationData: recipe.validation > 0 ? takeLast(data, recipe.validation) : undefined,
    },
    plannedSteps: Math.min(length.epochs * perEpoch, length.maxSteps ?? Number.POSITIVE_INFINITY),
    sampler,
  }
}

/** Of one array, which every engine makes. */
const MOST_BYTES = 2 ** 31

/** What options demand of each other, of the data and of the model. */
function checkFit({ data, model, ranks = alone }: TrainingOptions, recipe: Recipe): void {
  const { batchSize, validation, gradAccumulation } = recipe
  const images = data.count - validation
  if (batchSize > images) {
    const most = Math.max(images, 0)
    const values = { batchSize, images: most, data: data.name, validation }
    throw trainingError('training.batch-too-large', values)
  }
  if (batchSize % gradAccumulation !== 0) {
    throw trainingError('training.accumulation-uneven', { gradAccumulation, batchSize })
  }
  checkRanks(ranks, recipe)
  checkBatchMemory(batchSize, model)
  const shape = [data.height, data.width, data.channels]
  const wanted = model.imageShape
  if (!sameShape(shape, wanted)) {
    throw trainingError('training.image-shape-differs', { data: data.name, shape, wanted })
  }
  if (model.classes === 0) return
  checkLabels(data, model.classes)
  const { conditionDropout } = recipe
  if (conditionDropout === 0 || predictsAny(model)) return
  throw trainingError('training.condition-dropout-unsupported', { conditionDropout })
}

function checkBatchMemory(batchSize: number, { imageShape }: Network): void {
  const bytes = batchSize * sizeOf(imageShape) * Float32Array.BYTES_PER_ELEMENT
  if (bytes <= MOST_BYTES) return
  throw trainingError('training.batch-memory', { batchSize, bytes, limit: MOST_BYTES })
}

function checkRanks({ world }: Ranks, recipe: Recipe): void {
  if (world === 1) return
  const { batchSize, gradAccumulation, timestepSampling } = recipe
  if (batchSize % (world * gradAccumulation) !== 0) {
    throw trainingError('training.ranks-uneven', { world, gradAccumulation, batchSize })
  }
  if (timestepSampling !== 'loss-second-moment') return
  const values = { option: 'timestepSampling', value: timestepSampling }
  throw trainingError('training.ranks-unsupported', values)
}

function checkLabels({ name, labels }: AnyDataset, classes: number): void {
  if (!labels) throw trainingError('training.labels-missing', { data: name, classes })
  const highest = labels.reduce((most, label) => Math.max(most, label), 0)
  if (highest < classes) return
  throw trainingError('training.label-beyond-classes', { data: name, highest, classes })
}

const PLANNED_STEPS = 'training.plannedSteps'

/**
 * A resumed run must be the run that was stopped: everything that shapes its numbers is compared.
 * @throws {DdpmError} `training.resume-differs`, naming the first difference
 */
export function checkResume(options: ResolvedTraining, checkpoint: Checkpoint): void {
  const now = flatten(runConfig(options))
  const then = flatten(checkpoint.config)
  if (options.replan) delete now[PLANNED_STEPS]
  if (options.replan) delete then[PLANNED_STEPS]
  for (const key of new Set([...Object.keys(now), ...Object.keys(then)])) {
    if (now[key] === then[key]) continue
    const [value, saved] = [now[key], then[key]]
    throw trainingError('training.resume-differs', { option: key, value, saved })
  }
}

/** `{ a: { b: 1 } }` as `{ 'a.b': '1' }`. */
function flatten(value: object, prefix = ''): Record<string, string | undefined> {
  const flat: Record<string, string | undefined> = {}
  for (const [key, inner] of Object.entries(value)) {
    if (inner !== null && typeof inner === 'object' && !Array.isArray(inner)) {
      Object.assign(flat, flatten(inner, `${prefix}${key}.`))
    } else flat[prefix + key] = JSON.stringify(inner)
  }
  return flat
}
