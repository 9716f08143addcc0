/** Folders that diffusers has saved: found, and their files read. */

import { readdir } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { DdpmError } from '../../base/errors.ts'
import { IMPOSTOR_HEAD_BYTES } from '../../formats/impostor.ts'
import { parsePythonJson } from '../../formats/python-json.ts'
import { readSafetensors } from '../../formats/safetensors.ts'
import type { SafeTensor } from '../../formats/tensor-types.ts'
import {
  type FolderParts,
  isWeights,
  partsOf,
  SCHEDULER,
} from '../../interchange/diffusers/parts.ts'
import { shardsOf } from '../../interchange/diffusers/shards.ts'
import type { DecodeOptions, ModelContents } from '../../models/contents.ts'
import { readDiffusers } from '../../models/diffusers.ts'
import { readTorchWeights } from '../../models/torch/read.ts'
import { readWhole } from './files.ts'
import { hostsError } from './host-errors.ts'
import { refuseImpostor } from './impostor.ts'
import { openAt } from './random-access.ts'

/** Folders of a pipeline that are looked into. */
const folders = ['', 'unet', 'unet_ema', 'scheduler']

/** A model of diffusers: where its parts lie. */
export interface DiffusersFolder {
  readonly path: string
  readonly parts: FolderParts
}

async function filesIn(path: string): Promise<string[]> {
  const lists = folders.map(async (folder) => {
    const names = await readdir(join(path, folder)).catch(() => [])
    return names.map((name) => (folder === '' ? name : `${folder}/${name}`))
  })
  return (await Promise.all(lists)).flat()
}

/** A run of ours has a config.json as well, which names no class. */
async function namesNetwork(path: string, { config }: FolderParts): Promise<boolean> {
  try {
    const json = parsePythonJson(await textOf(join(path, config)))
    return typeof json === 'object' && json !== null && '_class_name' in json
  } catch {
    // damaged: said when it is read
    return true
  }
}

/** Folders of a pipeline in which its network lies. */
const unetFolders: readonly string[] = ['unet', 'unet_ema']

/** A network's folder, or the pipeline's around it, and what the network's files are called from there. */
function around(own: string) {
  const name = basename(resolve(own))
  return unetFolders.includes(name)
    ? { path: dirname(resolve(own)), before: `${name}/` }
    : { path: own, before: '' }
}

/**
 * The model of diffusers that a path leads to: a pipeline's folder, a network's, or the file of its weights.
 * @returns undefined for all others
 */
export async function findDiffusers(path: string): Promise<DiffusersFolder | undefined> {
  const names = await readdir(path).catch(() => undefined)
  const { path: folder, before } = around(names ? path : dirname(path))
  const files = await filesIn(folder)
  const [isFile, weights] = [!names, `${before}${basename(path)}`]
  if (isFile && !files.includes(weights)) return undefined
  // of one network alone, and of one file of weights where that is named
  const own = files.filter((file) => file.endsWith(SCHEDULER) || file.startsWith(before))
  const config = `${before}config.json`
  const parts = partsOf(isFile ? own.filter((file) => !isWeights(file) || file === weights) : own)
  if (!parts || (isFile && (parts.weights !== weights || parts.config !== config))) return undefined
  return (await namesNetwork(folder, parts)) ? { path: folder, parts } : undefined
}

const textOf = async (file: string) => new TextDecoder().decode(await readWhole(file))

async function jsonOf(file: string): Promise<unknown> {
  const bytes = refuseImpostor(await readWhole(file))
  try {
    return parsePythonJson(new TextDecoder().decode(bytes))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw hostsError('file.not-json', { reason: error.message })
  }
}

/** Errors name the file in which they arose. */
async function naming<Result>(file: string, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read()
  } catch (error) {
    throw error instanceof DdpmError ? error.in(file) : error
  }
}

const isUnet = (shapes: ReadonlyMap<string, unknown>) =>
  shapes.has('conv_in.weight') || shapes.has('conv_in.bias')

async function tensorsOf(file: string): Promise<ReadonlyMap<string, SafeTensor>> {
  if (!/\.bin$/.test(file)) return readSafetensors(refuseImpostor(await readWhole(file))).tensors
  const opened = await openAt(file)
  refuseImpostor(await opened.read(0, IMPOSTOR_HEAD_BYTES))
  return await readTorchWeights(opened, isUnet)
}

/** The files of the weights: one, or those that an index names. */
async function weightFiles({ path, parts }: DiffusersFolder): Promise<string[]> {
  const { weights, config } = parts
  if (weights === undefined) {
    throw hostsError('diffusers.weights-missing', { folder: join(path, dirname(config)) })
  }
  const file = join(path, weights)
  if (!weights.endsWith('.json')) return [file]
  const names = await naming(file, async () => shardsOf(await jsonOf(file)))
  return names.map((name) => join(dirname(file), name))
}

/** A model of diffusers, and the files it was read from. */
export interface ReadFolder {
  readonly contents: ModelContents
  readonly files: readonly string[]
}

/**
 * Reads a model of diffusers.
 * @throws {DdpmError} `config.…`, `scheduler.…`, `weights.…`, `safetensors.…`, `pickle.…`, `model-file.…`,
 * `file.…`, naming the file; `diffusers.weights-missing`
 */
export async function readDiffusersFolder(
  folder: DiffusersFolder,
  options: DecodeOptions = {},
): Promise<ReadFolder> {
  const { path, parts } = folder
  const json = (part: string) => naming(join(path, part), () => jsonOf(join(path, part)))
  const config = await json(parts.config)
  const scheduler = parts.scheduler === undefined ? undefined : await json(parts.scheduler)
  const files = await weightFiles(folder)
  const tensors = new Map<string, SafeTensor>()
  for (const file of files) {
    for (const [name, tensor] of await naming(file, () => tensorsOf(file)))
      tensors.set(name, tensor)
  }
  const contents = await naming(path, async () =>
    readDiffusers({ config, tensors, ...(scheduler !== undefined && { scheduler }) }, options),
  )
  return { contents, files }
}
