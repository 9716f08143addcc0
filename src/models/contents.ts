/** What a model is made of, as values, and how a file holds it. */

import * as v from 'valibot'
import { isImageSize, showSize } from '../base/image-size.ts'
import type { ImagePreparation } from '../data/preparation.ts'
import type { UsualSampling } from '../diffusion/sampling-defaults.ts'
import { buildSchedule, type Schedule, scheduleFromConfig } from '../diffusion/schedules.ts'
import { type Target, targets } from '../diffusion/targets.ts'
import { readSafetensors, type SafetensorsFile, writeSafetensors } from '../formats/safetensors.ts'
import { fromFloat32, type SafeTensor, toFloat16 } from '../formats/tensor-types.ts'
import type { ArchitectureOptions, Network } from '../nn/network.ts'
import { architectureByName, networkByName, recogniseNetwork } from '../nn/registry.ts'
import { modelConfig, modelSchema, samplingSchema, scheduleSchema } from './description.ts'
import {
  checked,
  type Description,
  describe,
  descriptionIn,
  emaPrefix,
  pack,
  readFlat,
  refuseExtras,
} from './file.ts'
import {
  classNamesSchema,
  type Provenance,
  parentSchema,
  preparationSchema,
  provenanceSchema,
} from './provenance.ts'

/** A network, its schedule, what it predicts, and its numbers. */
export interface ModelContents {
  readonly network: Network
  readonly schedule: Schedule
  /** What it was trained to predict. */
  readonly target: Target
  /** Parameters in the engine's layout. */
  readonly weights: Float32Array
  /** Of the classes it knows, in their order. */
  readonly classNames?: readonly string[]
  /** How the images were resized that it has learnt from, and what was behind them, where it was said. */
  readonly preparation?: ImagePreparation
  readonly provenance?: Provenance
  /** How its maker samples it: what is done where no sampler is named. */
  readonly sampling?: UsualSampling
  /** Of a file of another program: which weights were taken, and what was assumed, a sentence each. */
  readonly notes?: readonly string[]
}

/** What goes into a file. */
export interface SavedModel extends Omit<ModelContents, 'target'> {
  /** Default `eps`. */
  readonly target?: Target
  /** `half` takes half the space and keeps about 3 digits, which no image shows. Default `single`. */
  readonly precision?: 'single' | 'half'
}

const described = {
  classNames: v.optional(classNamesSchema),
  preparation: v.optional(preparationSchema),
  provenance: v.optional(provenanceSchema),
  sampling: v.optional(samplingSchema),
}

const modelDescription = v.object({
  model: modelSchema,
  schedule: scheduleSchema,
  target: v.optional(v.picklist(targets), 'eps'),
  ...described,
})

/** Of a checkpoint, what a model needs: its optimizer is another room's. */
const checkpointDescription = v.object({
  config: v.object({
    model: modelSchema,
    schedule: scheduleSchema,
    data: v.object({ name: v.string(), count: v.number() }),
    training: v.looseObject({}),
    parent: v.optional(parentSchema),
  }),
  progress: v.object({ step: v.number() }),
  ...described,
})

/** The bytes of a model alone: loads in PyTorch with `load_state_dict(strict=True)`. */
export function encodeModel(saved: SavedModel): Uint8Array {
  const {
    network: model,
    schedule,
    weights,
    target = 'eps',
    precision,
    classNames,
    preparation,
    provenance,
    sampling,
  } = saved
  const tensors = new Map<string, SafeTensor>()
  pack(tensors, '', model, weights, precision === 'half' ? toFloat16 : fromFloat32)
  const about = {
    ...{ model: modelConfig(model), schedule: schedule.config, target },
    classNames,
    preparation,
    provenance,
    sampling,
  }
  return writeSafetensors(tensors, describe('model', about))
}

/** What a file of another program says of its model besides the weights. */
export type ForeignFacts = Partial<Pick<ModelContents, 'schedule' | 'target'>>

/** What is taken for true of a file of another program, as far as it does not say it itself. */
export interface Assumed extends ForeignFacts {
  /** Options of the network that its weights do not tell, such as `imageSize`. */
  readonly options?: ArchitectureOptions
}

/** `imageSize 28, groups 32`: the options of a recognised network that nobody has told. */
function untoldOptions({ architecture, options }: Network, told: ArchitectureOptions): string {
  const { untold = [] } = architectureByName(architecture).recognition ?? {}
  const words = untold
    .filter((name) => told[name] === undefined)
    .map((name) => {
      const value = options[name]
      return `${name} ${isImageSize(value) ? showSize(value) : String(value)}`
    })
  return words.join(', ')
}

/** What nobody has said. */
export function assumptions({ schedule, target }: ForeignFacts, untold: string): string[] {
  return [
    ...(schedule ? [] : ['The file has no schedule; assumed: linear with 1000 timesteps']),
    ...(target ? [] : ['The file does not say what is predicted; assumed: eps']),
    ...(untold === '' ? [] : [`Weights do not tell every option; assumed: ${untold}`]),
  ]
}

/** The network of a file's weights, with the options that are said of it. */
function recognised(file: SafetensorsFile, said: ArchitectureOptions): Network {
  const shapes = [...file.tensors].map(([name, { shape }]) => [name, shape] as const)
  const { architecture, options } = recogniseNetwork(new Map(shapes))
  return networkByName(architecture, { ...options, ...said })
}

/**
 * A file without our description: recognised by its tensors, as PyTorch saves the notebook's.
 * @param known what it says of itself besides
 * @throws {DdpmError} `architecture.unrecognised`, `model-file.…`; `option.…` where what is assumed is no option
 * of its network
 */
export function readForeign(
  file: SafetensorsFile,
  { network: own, assume = {} }: DecodeOptions,
  known: ForeignFacts = {},
): ModelContents {
  const { options = {}, ...assumed } = assume
  const model = own ?? recognised(file, options)
  refuseExtras(file, model, [''])
  const weights = readFlat(file, '', model)
  const said = { ...assumed, ...known }
  const { schedule = buildSchedule('linear'), target = 'eps' } = said
  const untold = own ? '' : untoldOptions(model, options)
  return { network: model, schedule, target, weights, notes: assumptions(said, untold) }
}

/**
 * The model of a file that is not a checkpoint.
 * @param description the file's own; undefined for one of another program
 */
export function readModel(
  file: SafetensorsFile,
  description: Description | undefined,
  options: DecodeOptions,
): ModelContents {
  if (!description) return readForeign(file, options)
  const { network: own } = options
  const { model: config, schedule, ...rest } = checked(modelDescription, description)
  const model = own ?? networkByName(config.architecture, config.options)
  refuseExtras(file, model, [''])
  const weights = readFlat(file, '', model)
  return { ...rest, network: model, schedule: scheduleFromConfig(schedule), weights }
}

/** Under the names of this version and of those before it. */
const predictionTypeOf = v.parser(
  v.pipe(
    v.looseObject({}),
    v.transform((training) => training['predictionType'] ?? training['target'] ?? 'eps'),
    v.picklist(targets),
  ),
)

function readCheckpointModel(
  file: SafetensorsFile,
  description: Description,
  { weights = 'ema', network }: DecodeOptions,
): ModelContents {
  const { config, progress, ...rest } = checked(checkpointDescription, description)
  const model = network ?? networkByName(config.model.architecture, config.model.options)
  const prefix = (weights === 'ema' && emaPrefix(file, model)) || ''
  const { data, parent } = config
  const provenance = {
    ...{ data: data.name, images: data.count, steps: progress.step },
    ...(parent && { parent }),
  }
  return {
    ...{ provenance, ...rest, network: model, schedule: scheduleFromConfig(config.schedule) },
    target: predictionTypeOf(config.training),
    weights: readFlat(file, prefix, model),
  }
}

/**
 * Which of a checkpoint's weights are meant: `ema`, the exponential moving average where the run keeps
 * one, or `raw`, the weights themselves. Other files have one set.
 */
export type WeightsChoice = 'ema' | 'raw'

/** How a model's file is read. */
export interface DecodeOptions {
  /** Default `ema`. */
  readonly weights?: WeightsChoice
  /** Of a network of your own, which its file only names: the network itself. */
  readonly network?: Network
  /** Of a file of another program: what it does not say. */
  readonly assume?: Assumed
}

/**
 * Reads a model, the model of a checkpoint, or the weights of a known network as PyTorch saves them.
 * @throws {DdpmError} `model-file.…` or `safetensors.…`: what is wrong with the file
 */
export function decodeContents(bytes: Uint8Array, options: DecodeOptions = {}): ModelContents {
  const file = readSafetensors(bytes)
  const description = descriptionIn(file)
  if (description?.kind === 'checkpoint') return readCheckpointModel(file, description, options)
  return readModel(file, description, options)
}
