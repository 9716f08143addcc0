/**
 * The tensors and the description of a model in safetensors bytes. Weights carry PyTorch's names and
 * layout, so that `safetensors.torch.load_file` reads them; the metadata key `ddpm` describes the rest
 * as JSON. Checkpoints are built on it.
 */

import * as v from 'valibot'
import { type Shape, sameShape } from '../base/shape.ts'
import type { SafetensorsFile } from '../formats/safetensors.ts'
import { asFloat32, fromFloat32, type SafeTensor } from '../formats/tensor-types.ts'
import type { Network } from '../nn/network.ts'
import { fromTorch, toTorch } from '../nn/parameters.ts'
import { fileError, type Misfit } from './file-errors.ts'

/**
 * Raised when older programs can no longer read what we write. Version 1 knew neither prediction types,
 * which were all eps, nor EMA weights.
 */
export const FORMAT_VERSION = 2

const METADATA_KEY = 'ddpm'

/** Before the names of the parameters' EMA, in checkpoints; the weights themselves have no prefix. */
export const EMA_PREFIX = 'ema.'
/** What files called it before. */
const OLD_EMA_PREFIX = 'average.'

/** The prefix of the EMA in a file: undefined where it holds none. */
export function emaPrefix({ tensors }: SafetensorsFile, network: Network): string | undefined {
  const first = network.parameters[0].name
  return [EMA_PREFIX, OLD_EMA_PREFIX].find((prefix) => tensors.has(prefix + first))
}

const versioned = v.looseObject({ kind: v.string(), version: v.number() })
export type Description = v.InferOutput<typeof versioned>

/** The metadata of a file of this kind. */
export function describe(kind: string, description: object): Record<string, string> {
  // `format: pt` is what PyTorch's own tools write and some of them ask for.
  const header = { kind, version: FORMAT_VERSION, ...description }
  return { format: 'pt', [METADATA_KEY]: JSON.stringify(header) }
}

/**
 * What a file says of itself; undefined where it is another program's.
 * @throws {DdpmError} `model-file.description-not-json`, `model-file.version-missing`,
 * `model-file.version-unknown`
 */
export function descriptionIn(file: SafetensorsFile): Description | undefined {
  const text = file.metadata[METADATA_KEY]
  if (text === undefined) return undefined
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

/** @throws {DdpmError} `model-file.description-damaged` */
export function checked<Schema extends v.GenericSchema>(schema: Schema, value: unknown) {
  const parsed = v.safeParse(schema, value)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  const path = v.getDotPath(issue) ?? 'its root'
  throw fileError('model-file.description-damaged', { path, problem: issue.message })
}

/** Puts one number per parameter, flat and in the engine's layout, among a file's tensors. */
export function pack(
  into: Map<string, SafeTensor>,
  prefix: string,
  network: Network,
  flat: Float32Array,
  tensorOf = fromFloat32,
): void {
  for (const parameter of network.parameters) {
    into.set(prefix + parameter.name, tensorOf(parameter.shape, toTorch(flat, parameter)))
  }
}

/**
 * What `pack` has put in.
 * @throws {DdpmError} `model-file.misfit`, `model-file.not-finite`
 */
export function readFlat(file: SafetensorsFile, prefix: string, network: Network): Float32Array {
  const { architecture, parameters } = network
  const misfits = parameters.flatMap(({ name, shape }) => misfit(file, prefix + name, shape))
  if (misfits.length) throw fileError('model-file.misfit', { architecture, misfits })
  const flat = new Float32Array(network.parameterCount)
  for (const parameter of parameters) {
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

/** A tensor by name, of the shape given. @throws {DdpmError} `model-file.misfit` */
export function readNamed(file: SafetensorsFile, name: string, shape: Shape): Float32Array {
  const tensor = file.tensors.get(name)
  if (tensor && sameShape(tensor.shape, shape)) return asFloat32(tensor, name)
  const misfits = misfit(file, name, shape)
  throw fileError('model-file.misfit', { architecture: 'this checkpoint', misfits })
}

/**
 * Refuses tensors that belong to nothing: such a file is another model's.
 * @param prefixes of the buffers that it has, each of all parameters
 * @param names of other tensors
 * @throws {DdpmError} `model-file.foreign-tensors`
 */
export function refuseExtras(
  file: SafetensorsFile,
  network: Network,
  prefixes: readonly string[],
  names: readonly string[] = [],
): void {
  const parameters = prefixes.flatMap((p) => network.parameters.map(({ name }) => p + name))
  const known = new Set([...parameters, ...names])
  const tensors = [...file.tensors.keys()].filter((name) => !known.has(name))
  if (tensors.length === 0) return
  const { architecture } = network
  throw fileError('model-file.foreign-tensors', { architecture, tensors })
}
