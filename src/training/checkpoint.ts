/**
 * Checkpoints and models as safetensors bytes. Weights carry PyTorch's names and layout, so that
 * `safetensors.torch.load_file` reads them; the metadata key `ddpm` describes the rest as JSON.
 */

import * as v from 'valibot'
import { type Shape, sameShape } from '../base/shape.ts'
import { buildSchedule, linearSchedule, type Schedule } from '../diffusion/schedules.ts'
import { type Target, targets } from '../diffusion/targets.ts'
import { readSafetensors, type SafetensorsFile, writeSafetensors } from '../formats/safetensors.ts'
import { asFloat32, fromFloat32, type SafeTensor, toFloat16 } from '../formats/tensor-types.ts'
import type { Model } from '../nn/model.ts'
import { buildModel, recogniseModel } from '../nn/models.ts'
import { fromTorch, toTorch } from '../nn/parameters.ts'
import {
  bestWeights,
  type Checkpoint,
  modelConfig,
  modelSchema,
  progressSchema,
  runConfigSchema,
  scheduleConfig,
  scheduleSchema,
} from './config.ts'
import { fileError, type Misfit } from './file-errors.ts'
import { HISTORY, type ResamplerState } from './resampler.ts'

/**
 * Raised when older programs can no longer read what we write. Version 1 knew neither targets, which
 * were all eps, nor averages.
 */
export const FORMAT_VERSION = 2

const METADATA_KEY = 'ddpm'

/** Prefixes of the flat buffers in a file; weights have none. */
const buffers = { weights: '', m: 'adam.m.', v: 'adam.v.' } as const
/** Of the buffer that only some runs have. */
const AVERAGE = 'average.'
/** Names of the resampler's tensors. */
const resamplerNames = { history: 'resampler.history', counts: 'resampler.counts' } as const

const versioned = v.looseObject({ kind: v.string(), version: v.number() })
const checkpointDescription = v.object({
  config: runConfigSchema,
  progress: progressSchema,
  variant: v.optional(v.string()),
})
const modelDescription = v.object({
  model: modelSchema,
  schedule: scheduleSchema,
  target: v.optional(v.picklist(targets), 'eps'),
})

/** A model with its weights, as loaded from a file. */
export interface LoadedModel {
  readonly model: Model
  readonly schedule: Schedule
  /** What it was trained to find. */
  readonly target: Target
  /** Parameters in the engine's layout. */
  readonly weights: Float32Array
  /** Where the file is a checkpoint: all of it. */
  readonly checkpoint?: Checkpoint
}

function pack(
  into: Map<string, SafeTensor>,
  prefix: string,
  model: Model,
  flat: Float32Array,
  tensorOf = fromFloat32,
): void {
  for (const parameter of model.parameters) {
    into.set(prefix + parameter.name, tensorOf(parameter.shape, toTorch(flat, parameter)))
  }
}

function describe(kind: string, description: object): Record<string, string> {
  // `format: pt` is what PyTorch's own tools write and some of them ask for.
  const header = { kind, version: FORMAT_VERSION, ...description }
  return { format: 'pt', [METADATA_KEY]: JSON.stringify(header) }
}

function packResampler(into: Map<string, SafeTensor>, { history, counts }: ResamplerState): void {
  into.set(resamplerNames.history, fromFloat32([counts.length, HISTORY], history))
  into.set(resamplerNames.counts, fromFloat32([counts.length], counts))
}

/**
 * The bytes of a checkpoint: weights, Adam's moments, the average and the resampler's memory where
 * the run has them, config and progress.
 */
export function encodeCheckpoint(checkpoint: Checkpoint, model: Model): Uint8Array {
  const { config, progress, variant } = checkpoint
  const rng = { algorithm: 'philox4x32-10', seed: config.training.seed, step: progress.step }
  const tensors = new Map<string, SafeTensor>()
  for (const [name, prefix] of Object.entries(buffers)) {
    pack(tensors, prefix, model, checkpoint[name as keyof typeof buffers])
  }
  if (checkpoint.average) pack(tensors, AVERAGE, model, checkpoint.average)
  if (checkpoint.resampler) packResampler(tensors, checkpoint.resampler)
  return writeSafetensors(tensors, describe('checkpoint', { config, progress, variant, rng }))
}

/** What makes pictures: a network, its schedule and its numbers. */
export interface SavedModel {
  readonly model: Model
  readonly schedule: Schedule
  /** Parameters in the engine's layout. */
  readonly weights: Float32Array
  /** What it was trained to find. Default `eps`. */
  readonly target?: Target
  /** `half` takes half the space and keeps about 3 digits, which no picture shows. Default `single`. */
  readonly precision?: 'single' | 'half'
}

/** The bytes of a model alone: loads in PyTorch with `load_state_dict(strict=True)`. */
export function encodeModel(saved: SavedModel): Uint8Array {
  const { model, schedule, weights, target = 'eps', precision } = saved
  const tensors = new Map<string, SafeTensor>()
  pack(tensors, buffers.weights, model, weights, precision === 'half' ? toFloat16 : fromFloat32)
  const description = { model: modelConfig(model), schedule: scheduleConfig(schedule), target }
  return writeSafetensors(tensors, describe('model', description))
}

function readFlat(file: SafetensorsFile, prefix: string, model: Model): Float32Array {
  const { architecture } = model
  const misfits = model.parameters.flatMap(({ name, shape }) => misfit(file, prefix + name, shape))
  if (misfits.length) throw fileError('model-file.misfit', { architecture, misfits })
  const flat = new Float32Array(model.parameterCount)
  for (const parameter of model.parameters) {
    const name = prefix + parameter.name
    const tensor = file.tensors.get(name)
    if (tensor) fromTorch(finite(asFloat32(tensor, name), name), parameter, flat)
  }
  return flat
}

/** @throws {DdpmError} `model-file.not-finite`: such a value computes nothing but more of its kind */
function finite(values: Float32Array, name: string): Float32Array {
  const at = values.findIndex((value) => !Number.isFinite(value))
  if (at < 0) return values
  throw fileError('model-file.not-finite', { tensor: name, value: values[at], at })
}

/** What is wrong with a tensor, if anything. */
function misfit(file: SafetensorsFile, name: string, wanted: Shape): Misfit[] {
  const tensor = file.tensors.get(name)
  if (!tensor) return [{ tensor: name, wanted }]
  return sameShape(tensor.shape, wanted) ? [] : [{ tensor: name, wanted, found: tensor.shape }]
}

function refuseExtras(
  file: SafetensorsFile,
  model: Model,
  prefixes: readonly string[],
  names: readonly string[] = [],
): void {
  const parameters = prefixes.flatMap((p) => model.parameters.map(({ name }) => p + name))
  const known = new Set([...parameters, ...names])
  const tensors = [...file.tensors.keys()].filter((name) => !known.has(name))
  if (tensors.length === 0) return
  const { architecture } = model
  throw fileError('model-file.foreign-tensors', { architecture, tensors })
}

function parseDescription(text: string): v.InferOutput<typeof versioned> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw fileError('model-file.description-not-json')
  }
  const parsed = v.safeParse(versioned, json)
  if (!parsed.success) throw fileError('model-file.version-missing')
  const { version } = parsed.output
  if (version > FORMAT_VERSION) {
    throw fileError('model-file.version-unknown', { version, supported: FORMAT_VERSION })
  }
  return parsed.output
}

function checked<Schema extends v.GenericSchema>(schema: Schema, value: unknown) {
  const parsed = v.safeParse(schema, value)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  const path = v.getDotPath(issue) ?? 'its root'
  throw fileError('model-file.description-damaged', { path, problem: issue.message })
}

/** A tensor by name, of the shape given. */
function readNamed(file: SafetensorsFile, name: string, shape: Shape): Float32Array {
  const tensor = file.tensors.get(name)
  if (tensor && sameShape(tensor.shape, shape)) return asFloat32(tensor, name)
  const misfits = misfit(file, name, shape)
  throw fileError('model-file.misfit', { architecture: 'this checkpoint', misfits })
}

function readResampler(file: SafetensorsFile, timesteps: number): ResamplerState {
  return {
    history: readNamed(file, resamplerNames.history, [timesteps, HISTORY]),
    counts: readNamed(file, resamplerNames.counts, [timesteps]),
  }
}

/** Which of a checkpoint's two sets of weights are meant; a file with one has no choice. */
export interface DecodeOptions {
  /** `average`, the default: the moving average where the run kept one. `raw`: the weights themselves. */
  readonly weights?: 'average' | 'raw'
}

function readCheckpoint(
  file: SafetensorsFile,
  description: unknown,
  { weights: wanted }: DecodeOptions,
): LoadedModel {
  const { config, progress, variant } = checked(checkpointDescription, description)
  const model = buildModel(config.model.architecture, config.model.options)
  const schedule = buildSchedule(config.schedule)
  const { target, ema, timestepSampling } = config.training
  const resamples = timestepSampling === 'loss-second-moment'
  const prefixes = [...Object.values(buffers), ...(ema > 0 ? [AVERAGE] : [])]
  refuseExtras(file, model, prefixes, resamples ? Object.values(resamplerNames) : [])
  const checkpoint: Checkpoint = {
    ...{ config, progress },
    ...(variant !== undefined && { variant }),
    weights: readFlat(file, buffers.weights, model),
    m: readFlat(file, buffers.m, model),
    v: readFlat(file, buffers.v, model),
    ...(ema > 0 && { average: readFlat(file, AVERAGE, model) }),
    ...(resamples && { resampler: readResampler(file, schedule.timesteps) }),
  }
  const weights = wanted === 'raw' ? checkpoint.weights : bestWeights(checkpoint)
  return { model, schedule, target, weights, checkpoint }
}

/** A file without our description: recognised by its tensors, as PyTorch saves the notebook's. */
function readForeign(file: SafetensorsFile): LoadedModel {
  const shapes = [...file.tensors].map(([name, { shape }]) => [name, shape] as const)
  const model = recogniseModel(new Map(shapes))
  refuseExtras(file, model, [buffers.weights])
  const weights = readFlat(file, buffers.weights, model)
  return { model, schedule: linearSchedule(), target: 'eps', weights }
}

function read(file: SafetensorsFile, options: DecodeOptions): LoadedModel {
  const text = file.metadata[METADATA_KEY]
  if (text === undefined) return readForeign(file)
  const description = parseDescription(text)
  if (description.kind === 'checkpoint') return readCheckpoint(file, description, options)
  const { model: config, schedule, target } = checked(modelDescription, description)
  const model = buildModel(config.architecture, config.options)
  refuseExtras(file, model, [buffers.weights])
  const weights = readFlat(file, buffers.weights, model)
  return { model, schedule: buildSchedule(schedule), target, weights }
}

/**
 * Reads a checkpoint, a model saved by this program, or SimpleUNet weights saved by PyTorch.
 * @throws {DdpmError} `model-file.…` or `safetensors.…`: what is wrong with the file
 */
export function decodeModel(bytes: Uint8Array, options: DecodeOptions = {}): LoadedModel {
  return read(readSafetensors(bytes), options)
}
