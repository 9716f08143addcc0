/** What a run is and where it stands: everything a checkpoint holds, as values. */

import * as v from 'valibot'
import { withNewNames } from '../base/old-names.ts'
import type { DatasetFacts } from '../data/dataset.ts'
import type { ImagePreparation } from '../data/preparation.ts'
import type { Schedule } from '../diffusion/schedules.ts'
import { modelConfig, modelSchema, scheduleSchema } from '../models/description.ts'
import { type ParentReference, type Provenance, parentSchema } from '../models/provenance.ts'
import type { Network } from '../nn/network.ts'
import { oldRecipeNames, type Recipe, recipeEntries } from './recipe.ts'
import type { ResamplerState } from './resampler.ts'

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/** All that shapes a run's numbers; a resumed run must agree in every field. */
export const runConfigSchema = v.object({
  model: modelSchema,
  /** What its weights started from, where that was another model. */
  parent: v.optional(parentSchema),
  schedule: scheduleSchema,
  data: v.object({
    name: v.string(),
    count,
    height: count,
    width: count,
    channels: count,
  }),
  training: v.pipe(
    v.unknown(),
    v.transform((training) => withNewNames(training, oldRecipeNames)),
    v.object({
      ...recipeEntries,
      /** What the learning rate's schedule is laid over; 0 where the rate stays as it is. */
      plannedSteps: v.optional(count, 0),
    }),
  ),
})
/** All that shapes a run's numbers. */
export type RunConfig = v.InferOutput<typeof runConfigSchema>

/**
 * Where a run stands, and with the seed its whole random state: every number is drawn from
 * (seed, step) or (seed, epoch).
 */
export const progressSchema = v.object({
  /** Steps done. */
  step: count,
  /** The epoch under way, from 1. */
  epoch: v.pipe(count, v.minValue(1)),
  /** Batches of it done: the position in its shuffle. */
  position: count,
  /** Sum of its step losses so far. */
  lossSum: v.number(),
})
/** Where a run stands. */
export type Progress = v.InferOutput<typeof progressSchema>

/** What the optimizer changes: flat buffers in the engine's layout, one number per parameter. */
export interface OptimizerState {
  readonly weights: Float32Array
  /** Adam's first moment. */
  readonly m: Float32Array
  /** Adam's second moment. */
  readonly v: Float32Array
  /** The weights' moving average, where one is kept. */
  readonly ema?: Float32Array
}

/** The weights that give the best samples: the EMA, where one is kept. */
export const bestWeights = ({ weights, ema }: OptimizerState): Float32Array => ema ?? weights

/** Everything that a run continues from. */
export interface Checkpoint extends OptimizerState {
  readonly config: RunConfig
  readonly progress: Progress
  /** The kernels that computed its last step (`Device.variant`): others may give other last bits. */
  readonly variant?: string
  /** Of the classes that the model knows, in their order, where the data names them. */
  readonly classNames?: readonly string[]
  /** How the images were prepared that the run learns from, where they were read from image files. */
  readonly preparation?: ImagePreparation
  /** What the loss-second-moment resampler has learnt, where it draws the timesteps. */
  readonly resampler?: ResamplerState
}

/** What a run goes back to, if it does to a model. */
export const parentReference = ({ resume, start }: Origin): ParentReference | undefined =>
  resume ? resume.config.parent : start?.parent

/** Where a model comes from that a run has made in so many steps. */
export function provenanceOf(
  run: Origin & { readonly data: Pick<DatasetFacts, 'name' | 'count'> },
  steps: number,
): Provenance {
  const parent = parentReference(run)
  const { name: data, count: images } = run.data
  return { data, images, steps, ...(parent && { parent }) }
}

interface Origin {
  /** What it continues from. */
  readonly resume?: Pick<Checkpoint, 'config'> | undefined
  /** What it began with. */
  readonly start?: { readonly parent: ParentReference } | undefined
}

export interface RunParts extends Origin {
  readonly model: Network
  readonly schedule: Schedule
  readonly data: DatasetFacts
  readonly recipe: Recipe
  /** Steps of the whole run. */
  readonly plannedSteps: number
}

export function runConfig(parts: RunParts): RunConfig {
  const { name, count, height, width, channels } = parts.data
  const { recipe, plannedSteps } = parts
  const planned = recipe.learningRateSchedule === 'constant' ? 0 : plannedSteps
  const parent = parentReference(parts)
  return {
    model: modelConfig(parts.model),
    ...(parent && { parent }),
    schedule: parts.schedule.config,
    data: { name, count, height, width, channels },
    training: { ...recipe, plannedSteps: planned },
  }
}
