/** A run from settings as plain data to what computes it: one plan for library, command line and studio. */

import { fittingSizes, imageSizeOf, isMultiple, showSize } from '../base/image-size.ts'
import type { AnyDataset } from '../data/dataset.ts'
import type { SamplerName } from '../diffusion/samplers/registry.ts'
import type { Sampler } from '../diffusion/samplers/sampler.ts'
import { defaultSampler } from '../diffusion/sampling-defaults.ts'
import { buildSchedule, type Schedule, type ScheduleName } from '../diffusion/schedules.ts'
import type { Target } from '../diffusion/targets.ts'
import { modelSampler } from '../models/choices.ts'
import type { ModelContents } from '../models/contents.ts'
import type { ReadModel } from '../models/host-interface.ts'
import type { Network } from '../nn/network.ts'
import { trainingError } from './errors.ts'
import { buildNetwork, fitOf, type NetworkSettings, networks, sizeStep } from './network.ts'
import { childNetwork, inheritedSettings, isKnown } from './parent.ts'
import { validationOf } from './validation-count.ts'

/** What a plan is made of. Schedules and samplers are named, or given as they are. */
export interface PlanSettings extends Partial<Omit<NetworkSettings, 'model'>> {
  /** The architecture's name. Default `simple-unet`, the notebook's. */
  readonly model?: NetworkSettings['model'] | undefined
  /** A network of your own, instead of one of an architecture. */
  readonly network?: Network | undefined
  /** A model that the run starts from: its architecture and options stay where none are named, and its schedule. */
  readonly parent?: ReadModel | undefined
  readonly schedule: ScheduleName | Schedule
  readonly timesteps?: number | undefined
  readonly zeroSnr?: boolean | undefined
  /** Of the sample grids: by name, or a function that makes one for the schedule. */
  readonly sampler: SamplerName | ((schedule: Schedule) => Sampler)
  readonly sampleSteps?: number | undefined
  /** What the network learns to predict: of some the grids' sampler has other defaults. */
  readonly target: Target
  readonly guidance?: number | undefined
  readonly validation: number | 'auto'
}

/** What settings come to, for some data. */
export interface TrainingPlan {
  readonly model: Network
  readonly schedule: Schedule
  /** Of the sample grids. */
  readonly sampler: Sampler
  /** Of the sample grids; not of models without classes, whatever a preset says. */
  readonly guidance: number | undefined
  readonly validation: number
}

/** What a plan depends on of the images. */
export type PlannedData = Pick<
  AnyDataset,
  'count' | 'height' | 'width' | 'channels' | 'labels' | 'classes'
>

function networkFrom(
  { network, parent, model, ...settings }: PlanSettings,
  data: PlannedData,
): Network {
  if (network) return network
  if (parent) return networkFromParent(parent.contents, { model, ...settings }, data)
  const named = model ?? 'simple-unet'
  const chosen = { ...networks[named], ...settings, model: named }
  checkSize(chosen, data)
  return buildNetwork(chosen, fitOf(data))
}

function networkFromParent(
  parent: ModelContents,
  settings: Partial<NetworkSettings>,
  data: PlannedData,
): Network {
  if (isKnown(parent.network)) checkSize(inheritedSettings(parent.network, settings), data)
  return childNetwork(parent, settings, data)
}

/** Refuses images that the network cannot halve, with sizes that it can. */
function checkSize(settings: NetworkSettings, data: PlannedData): void {
  const [size, step] = [imageSizeOf(data), sizeStep(settings)]
  if (isMultiple(size, step)) return
  throw trainingError('training.image-size-uneven', {
    ...{ size: showSize(size), model: settings.model, step },
    near: fittingSizes(size, step).map(showSize),
  })
}

function scheduleFrom({ schedule, timesteps, zeroSnr, parent }: PlanSettings): Schedule {
  if (parent) return parent.contents.schedule
  if (typeof schedule !== 'string') return schedule
  return buildSchedule(schedule, { timesteps, zeroSnr })
}

function samplerFrom(
  { sampler, sampleSteps: steps, target }: PlanSettings,
  network: Network,
  schedule: Schedule,
): Sampler {
  const isUsual = sampler === defaultSampler(target)
  return modelSampler({ target, network, schedule }, isUsual ? undefined : sampler, { steps })
}

/**
 * The network fitted to the images, the schedule, and how the grids are sampled.
 * @throws {DdpmError} `training.image-size-uneven` where the network cannot halve the images, and where a
 * setting is out of its range
 */
export function planTraining(settings: PlanSettings, data: PlannedData): TrainingPlan {
  const model = networkFrom(settings, data)
  const schedule = scheduleFrom(settings)
  const { guidance, validation } = settings
  return {
    model,
    schedule,
    sampler: samplerFrom(settings, model, schedule),
    guidance: model.classes > 0 ? guidance : undefined,
    validation: validationOf(validation, data),
  }
}
