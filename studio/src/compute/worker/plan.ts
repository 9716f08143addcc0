/** A training from the page's few settings to the library's options: what the command line does, too. */

import type { Dataset } from '../../../../src/data/dataset.ts'
import type { ReadModel } from '../../../../src/models/host-interface.ts'
import { type ArchitectureSize, architectureSizes } from '../../../../src/nn/definition.ts'
import { networkByName } from '../../../../src/nn/registry.ts'
import { unetArchitecture } from '../../../../src/nn/unet/definition.ts'
import { isAugmented } from '../../../../src/training/augment.ts'
import type { LoadedModel } from '../../../../src/training/checkpoint.ts'
import type { Checkpoint } from '../../../../src/training/config.ts'
import { fitPreset, networkChoices, recipeOfLength } from '../../../../src/training/fit-preset.ts'
import type { NetworkSettings } from '../../../../src/training/network.ts'
import type { TrainingOptions } from '../../../../src/training/options.ts'
import { planTraining } from '../../../../src/training/plan.ts'
import { presets } from '../../../../src/training/presets.ts'
import { settingsFor } from '../../../../src/training/settings.ts'
import { asParent, startFrom } from '../../../../src/training/start.ts'
import type { TrainingSettings } from '../protocol.ts'
import { deviceFor } from './device.ts'

/** Images that are shown while training. */
export const SAMPLES = 20

/** Steps between two sets of samples: few at the beginning, when most happens. */
export const glanceEvery = (totalSteps: number) => Math.max(10, Math.round(totalSteps / 25))

/** Of images of colour a size stands for a network with a level of few channels at full resolution. */
function fittedTo({ preset, widths }: TrainingSettings, data: Dataset): Partial<NetworkSettings> {
  if (preset !== 'quick') return {}
  const { sizes } = unetArchitecture
  const isIt = (name: ArchitectureSize) => String(sizes?.[name].widths) === String(widths)
  const size = architectureSizes.findIndex(isIt)
  return networkChoices(data)[size] ?? {}
}

/** A resumed training keeps its network, whatever the page would take for its images now. */
function networkOf(settings: TrainingSettings, data: Dataset, resume?: Checkpoint) {
  if (!resume) return fittedTo(settings, data)
  const { architecture, options } = resume.config.model
  return { network: networkByName(architecture, options) }
}

/** What a training begins with, where that is not random weights. */
export interface Beginning {
  /** Where it was left. */
  readonly resume?: Checkpoint | undefined
  /** The model that it starts from. */
  readonly from?: LoadedModel | undefined
}

/** How images of colour are learnt, which no page sets; a resumed training goes on as it began. */
function recipeOf(settings: TrainingSettings, data: Dataset, resume?: Checkpoint) {
  if (resume) return resume.config.training
  const { optimizer } = fitPreset(presets[settings.preset], data)
  if (!optimizer) return {}
  const { learningRate } = settings
  const length = recipeOfLength(settings.maxSteps, optimizer)
  return { optimizer, ...length, ...(learningRate !== undefined && { learningRate }) }
}

/** The settings of a training that starts from a model: its network stays, and its usual learning rate is lower. */
async function settingsFrom(typed: TrainingSettings, data: Dataset, from: LoadedModel) {
  const { widths: _, ...own } = typed
  const parent = await asParent(from)
  return settingsFor({ ...own, data }, data, parent)
}

/** @throws {DdpmError} where a setting is out of its range or does not fit the images. */
export async function optionsFor(
  typed: TrainingSettings,
  data: Dataset,
  { resume, from }: Beginning = {},
): Promise<TrainingOptions> {
  const { augmentCondition, ...others } = typed
  const isHeard = (augmentCondition ?? false) && isAugmented(typed)
  // a model that has learnt to hear it keeps that
  const isKept = from?.network.augmentCondition
  const heard = typed.preset === 'quick' && !isKept && { augmentCondition: isHeard }
  const settings = { ...others, ...heard }
  const fitted = { ...networkOf(settings, data, resume), ...recipeOf(settings, data, resume) }
  const preset = from
    ? await settingsFrom(settings, data, from)
    : { ...presets[typed.preset], ...settings, ...fitted }
  // the notebook's own sampler takes a thousand steps: too long to watch while training
  const plan = planTraining({ ...preset, sampler: 'dpm-solver++', sampleSteps: 10 }, data)
  const { parent } = preset as { readonly parent?: ReadModel | undefined }
  const { classes } = data
  const start = parent && startFrom(parent, plan.model, { classes, seed: typed.seed })
  return {
    ...{ ...preset, ...plan, data, resume, ...(start && { start }) },
    device: await deviceFor(resume?.variant),
    sampleEvery: 0,
    sampleCount: 0, // the last checkpoint's are shown
    epochs: Number.MAX_SAFE_INTEGER,
    checkpointEvery: glanceEvery(settings.maxSteps),
  }
}
