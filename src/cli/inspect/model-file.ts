/** Safetensors files in words: models, checkpoints, and what is neither. */

import { DdpmError } from '../../base/errors.ts'
import { isImageSize, showSize } from '../../base/image-size.ts'
import { showShape, sizeOf } from '../../base/shape.ts'
import { describeDataset } from '../../data/dataset.ts'
import type { UsualSampling } from '../../diffusion/sampling-defaults.ts'
import { readSafetensors, type SafetensorsFile } from '../../formats/safetensors.ts'
import type { Network } from '../../nn/network.ts'
import { decodeModel, type LoadedModel } from '../../training/checkpoint.ts'
import { cliError } from '../errors.ts'
import { table } from '../terminal/charts.ts'
import { count, loss, plural, bytes as size } from '../terminal/format.ts'
import { sha256 } from './checksum.ts'
import type { Report } from './report.ts'

/** `channels 1, widths 64 x 128 x 256` */
function optionsOf({ options }: Network): string {
  const words = Object.entries(options).map(([name, value]) => {
    return `${name} ${isImageSize(value) ? showSize(value) : String(value)}`
  })
  return words.join(', ')
}

/** Where the run of a checkpoint stands. */
function progressRows({ checkpoint }: LoadedModel): string[][] {
  if (!checkpoint) return []
  const { progress, config } = checkpoint
  const { data, training } = config
  const mean =
    progress.position > 0 ? `, mean loss ${loss(progress.lossSum / progress.position)}` : ''
  return [
    ['Progress', `step ${count(progress.step)}, epoch ${progress.epoch}${mean}`],
    ['Data', describeDataset(data)],
    [
      'Training',
      `batch ${training.batchSize}, learning rate ${training.learningRate}, seed ${training.seed}`,
    ],
  ]
}

/** The classes it draws, and how its images were brought to its size, as far as its file says. */
function imageRows({ classNames, preparation = {} }: LoadedModel): string[][] {
  const prepared = Object.entries(preparation).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} ${value}`],
  )
  return [
    ...(classNames ? [['Classes', classNames.join(', ')]] : []),
    ...(prepared.length > 0 ? [['Images', prepared.join(', ')]] : []),
  ]
}

/** What a model was trained on, and what it started from, as far as its file says. */
function originRows({ provenance, checkpoint }: LoadedModel): string[][] {
  const { data, images, steps, parent = checkpoint?.config.parent } = provenance ?? {}
  const words = [
    ...(data === undefined ? [] : [data]),
    ...(images === undefined ? [] : [plural(images, 'image')]),
    ...(steps === undefined ? [] : [`${count(steps)} steps`]),
  ]
  return [
    ...(words.length > 0 ? [['Trained', words.join(', ')]] : []),
    ...(parent ? [['From', `${parent.name}, SHA-256 ${parent.sha256}`]] : []),
  ]
}

/** `linear, T 1000, betaStart 0.0001, betaEnd 0.02` */
function scheduleWords({ timesteps, config }: LoadedModel['schedule']): string {
  const { name, ...numbers } = { ...config, timesteps: undefined, betas: undefined }
  const words = Object.entries(numbers).flatMap(([key, value]) => {
    if (value === undefined) return []
    return value === true ? 'zero terminal SNR' : `${key} ${value}`
  })
  return [name, `T ${timesteps}`, ...words].join(', ')
}

/** `ddim: clip range, spacing leading`: what is done where no sampler is named. */
function samplingWords({ sampler, options }: UsualSampling): string {
  const words = Object.entries(options).map(([name, value]) => `${name} ${String(value)}`)
  return `${sampler}: ${words.join(', ')}`
}

/** What a model is: its network, its schedule, and how far it was trained. */
export function modelRows(loaded: LoadedModel): string[][] {
  const { network: model, schedule, target, sampling } = loaded
  return [
    ['Model', `${model.architecture}, ${count(model.parameterCount)} parameters`],
    ['', optionsOf(model)],
    ['Schedule', scheduleWords(schedule)],
    ['Target', target],
    ...(sampling ? [['Sampler', samplingWords(sampling)]] : []),
    ...imageRows(loaded),
    ...progressRows(loaded),
    ...originRows(loaded),
  ]
}

/** Names, shapes and sizes as PyTorch has them. */
export function parameterTable({ parameters, parameterCount }: Network): string[] {
  const rows = parameters.map(({ name, shape }) => [name, showShape(shape), count(sizeOf(shape))])
  return table(
    [['Parameter', 'Shape', 'Elements'], ...rows, ['Total', '', count(parameterCount)]],
    [2],
  )
}

function kindOf(file: SafetensorsFile, loaded: LoadedModel): string {
  if (loaded.checkpoint) return 'a checkpoint of a training run'
  if (file.metadata['ddpm'] !== undefined) return 'a model saved by ddpm'
  return 'weights saved by PyTorch, recognised by their names and shapes'
}

/** What a model is, for programs. */
export function modelFacts(loaded: LoadedModel) {
  const { network: model, schedule, target, checkpoint, provenance } = loaded
  const { classNames, preparation, sampling } = loaded
  const { architecture, options, parameterCount, parameters } = model
  return {
    model: { architecture, options, parameterCount },
    schedule: schedule.config,
    target,
    classes: classNames,
    preparation,
    provenance: provenance && { ...provenance },
    sampling,
    parent: provenance?.parent ?? checkpoint?.config.parent,
    config: checkpoint?.config,
    progress: checkpoint?.progress,
    parameters: parameters.map(({ name: parameter, shape }) => ({ name: parameter, shape })),
  }
}

/** A safetensors file that holds no model known here: its tensors. */
function describeTensors(file: SafetensorsFile, reason: string) {
  const tensors = [...file.tensors].map(([name, { dtype, shape }]) => ({ name, dtype, shape }))
  const rows = tensors.map(({ name, dtype, shape }) => [name, dtype, showShape(shape)])
  return {
    kind: 'safetensors',
    facts: { reason, metadata: file.metadata, tensors },
    head: [['What', `safetensors, but no model that ddpm can use: ${reason}`]],
    body: table([['Tensor', 'Type', 'Shape'], ...rows]),
  }
}

function describeModel(file: SafetensorsFile, bytes: Uint8Array) {
  try {
    const loaded = decodeModel(bytes)
    return {
      kind: loaded.checkpoint ? 'checkpoint' : 'model',
      facts: modelFacts(loaded),
      head: [['What', kindOf(file, loaded)], ...modelRows(loaded)],
      body: parameterTable(loaded.network),
    }
  } catch (error) {
    if (!(error instanceof DdpmError)) throw error
    return describeTensors(file, error.message)
  }
}

function readTensors(path: string, bytes: Uint8Array): SafetensorsFile {
  try {
    return readSafetensors(bytes)
  } catch (error) {
    if (!(error instanceof DdpmError)) throw error
    if (path.endsWith('.safetensors')) throw error.in(path)
    const values = { path, reason: error.message }
    throw cliError('cli.neither-idx-nor-safetensors', values, { cause: error })
  }
}

/** @throws {DdpmError} where it is not a safetensors file. */
export function describeModelFile(path: string, bytes: Uint8Array): Report {
  const { kind, facts, head, body } = describeModel(readTensors(path, bytes), bytes)
  const sum = sha256(bytes)
  const rows = [['File', `${path}, ${size(bytes.length)}`], ['SHA-256', sum], ...head]
  return { facts: { kind, path, sha256: sum, ...facts }, lines: table(rows), tensors: body }
}
