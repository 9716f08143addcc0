/**
 * Checkpoints and models as safetensors bytes. Weights carry PyTorch's names and layout, so that
 * `safetensors.torch.load_file` reads them; the metadata key `ddpm` describes the rest as JSON.
 */

import * as v from 'valibot'
import { buildSchedule, linearSchedule, type Schedule } from '../diffusion/schedules.ts'
import { UserError } from '../engine/errors.ts'
import { showShape } from '../engine/shape.ts'
import { FormatError } from '../formats/error.ts'
import { readSafetensors, type SafetensorsFile, writeSafetensors } from '../formats/safetensors.ts'
import { asFloat32, fromFloat32, type SafeTensor } from '../formats/tensor-types.ts'
import type { Model } from '../nn/model.ts'
import { buildModel, recogniseModel } from '../nn/models.ts'
import { fromTorch, type PlacedParameter, toTorch } from '../nn/parameters.ts'
import {
  type Checkpoint,
  modelConfig,
  modelSchema,
  progressSchema,
  runConfigSchema,
  scheduleConfig,
  scheduleSchema,
} from './config.ts'

/** Raised when older programs can no longer read what we write. */
export const FORMAT_VERSION = 1

const METADATA_KEY = 'ddpm'

/** Prefixes of the flat buffers in a file; weights have none. */
const buffers = { weights: '', m: 'adam.m.', v: 'adam.v.' } as const

const versioned = v.looseObject({ kind: v.string(), version: v.number() })
const checkpointDescription = v.object({ config: runConfigSchema, progress: progressSchema })
const modelDescription = v.object({ model: modelSchema, schedule: scheduleSchema })

/** A model with its weights, as loaded from a file. */
export interface LoadedModel {
  readonly model: Model
  readonly schedule: Schedule
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
): void {
  for (const parameter of model.parameters) {
    into.set(prefix + parameter.name, fromFloat32(parameter.shape, toTorch(flat, parameter)))
  }
}

function describe(kind: string, description: object): Record<string, string> {
  // `format: pt` is what PyTorch's own tools write and some of them ask for.
  const header = { kind, version: FORMAT_VERSION, ...description }
  return { format: 'pt', [METADATA_KEY]: JSON.stringify(header) }
}

/** The bytes of a checkpoint: weights, Adam's moments, config and progress. */
export function encodeCheckpoint(checkpoint: Checkpoint, model: Model): Uint8Array {
  const { config, progress } = checkpoint
  const rng = { algorithm: 'philox4x32-10', seed: config.training.seed, step: progress.step }
  const tensors = new Map<string, SafeTensor>()
  for (const [name, prefix] of Object.entries(buffers)) {
    pack(tensors, prefix, model, checkpoint[name as keyof typeof buffers])
  }
  return writeSafetensors(tensors, describe('checkpoint', { config, progress, rng }))
}

/** The bytes of a model alone: loads in PyTorch with `load_state_dict(strict=True)`. */
export function encodeModel(model: Model, schedule: Schedule, weights: Float32Array): Uint8Array {
  const tensors = new Map<string, SafeTensor>()
  pack(tensors, buffers.weights, model, weights)
  const description = { model: modelConfig(model), schedule: scheduleConfig(schedule) }
  return writeSafetensors(tensors, describe('model', description))
}

function readFlat(file: SafetensorsFile, prefix: string, model: Model): Float32Array {
  const misfits = model.parameters.flatMap((p) => misfit(file, prefix, p) ?? [])
  if (misfits.length) {
    const more = misfits.length > 3 ? `, and ${misfits.length - 3} more` : ''
    throw new UserError(
      `this file does not fit ${model.architecture}: ${misfits.slice(0, 3).join('; ')}${more}`,
    )
  }
  const flat = new Float32Array(model.parameterCount)
  for (const parameter of model.parameters) {
    const name = prefix + parameter.name
    const tensor = file.tensors.get(name)
    if (tensor) fromTorch(asFloat32(tensor, name), parameter, flat)
  }
  return flat
}

/** What is wrong with the tensor of a parameter, if anything. */
function misfit(file: SafetensorsFile, prefix: string, parameter: PlacedParameter) {
  const name = prefix + parameter.name
  const tensor = file.tensors.get(name)
  if (!tensor) return `${name} is missing`
  if (showShape(tensor.shape) === showShape(parameter.shape)) return undefined
  return `${name} is ${showShape(tensor.shape)} and must be ${showShape(parameter.shape)}`
}

function refuseExtras(file: SafetensorsFile, model: Model, prefixes: readonly string[]): void {
  const known = new Set(prefixes.flatMap((p) => model.parameters.map(({ name }) => p + name)))
  const extra = [...file.tensors.keys()].filter((name) => !known.has(name))
  if (extra.length === 0) return
  const shown = extra.slice(0, 3).join(', ')
  throw new UserError(
    `this file holds ${shown}${extra.length > 3 ? `, and ${extra.length - 3} more` : ''}, ` +
      `which ${model.architecture} does not have: it is the file of another model`,
  )
}

function parseDescription(text: string): v.InferOutput<typeof versioned> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new UserError('the description in this file is not JSON: it is damaged')
  }
  const parsed = v.safeParse(versioned, json)
  if (!parsed.success) throw new UserError('the description in this file names no format version')
  if (parsed.output.version > FORMAT_VERSION) {
    throw new UserError(
      `this file has format version ${parsed.output.version} and this program reads up to ` +
        `${FORMAT_VERSION}: update ddpm`,
    )
  }
  return parsed.output
}

function checked<Schema extends v.GenericSchema>(schema: Schema, value: unknown) {
  const parsed = v.safeParse(schema, value)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  throw new UserError(
    `the description in this file is damaged at ${v.getDotPath(issue) ?? 'its root'}: ${issue.message}`,
  )
}

function readCheckpoint(file: SafetensorsFile, description: unknown): LoadedModel {
  const { config, progress } = checked(checkpointDescription, description)
  const model = buildModel(config.model.architecture, config.model.options)
  refuseExtras(file, model, Object.values(buffers))
  const weights = readFlat(file, buffers.weights, model)
  const m = readFlat(file, buffers.m, model)
  const second = readFlat(file, buffers.v, model)
  const checkpoint = { config, progress, weights, m, v: second }
  return { model, schedule: buildSchedule(config.schedule), weights, checkpoint }
}

/** A file without our description: recognised by its tensors, as PyTorch saves the notebook's. */
function readForeign(file: SafetensorsFile): LoadedModel {
  const shapes = [...file.tensors].map(([name, { shape }]) => [name, shape] as const)
  const model = recogniseModel(new Map(shapes))
  refuseExtras(file, model, [buffers.weights])
  return { model, schedule: linearSchedule(), weights: readFlat(file, buffers.weights, model) }
}

function read(file: SafetensorsFile): LoadedModel {
  const text = file.metadata[METADATA_KEY]
  if (text === undefined) return readForeign(file)
  const description = parseDescription(text)
  if (description.kind === 'checkpoint') return readCheckpoint(file, description)
  const { model: config, schedule } = checked(modelDescription, description)
  const model = buildModel(config.architecture, config.options)
  refuseExtras(file, model, [buffers.weights])
  const weights = readFlat(file, buffers.weights, model)
  return { model, schedule: buildSchedule(schedule), weights }
}

/**
 * Reads a checkpoint, a model saved by this program, or SimpleUNet weights saved by PyTorch.
 * @throws {UserError} saying what is wrong with the file and, where it can, what to do.
 */
export function decodeModel(bytes: Uint8Array): LoadedModel {
  try {
    return read(readSafetensors(bytes))
  } catch (error) {
    if (error instanceof FormatError) throw new UserError(error.message, { cause: error })
    throw error
  }
}
