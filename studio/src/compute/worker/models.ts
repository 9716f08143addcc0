/** The models that the worker holds, by number. */

import { predictsAny } from '../../../../src/diffusion/denoiser.ts'
import { inMemory } from '../../../../src/formats/random-access.ts'
import { looksLikeTorch } from '../../../../src/formats/torch/signature.ts'
import { encodeModel } from '../../../../src/models/contents.ts'
import { decodeModel, type LoadedModel } from '../../../../src/training/checkpoint.ts'
import { computeError } from '../errors.ts'
import type { Calls, ModelInfo, Received } from '../protocol.ts'
import { allModels, modelFile, removeModel } from './storage.ts'
import type { Task } from './task.ts'

const models = new Map<number, LoadedModel>()
let nextId = 0

/** @throws {DdpmError} where there is none of this number. */
export function modelOf(id: number): LoadedModel {
  const loaded = models.get(id)
  if (!loaded) throw computeError('studio.model-gone')
  return loaded
}

export function keepModel(name: string, loaded: LoadedModel): ModelInfo {
  const id = nextId++
  const { network: model, schedule, target, weights, classNames, preparation } = loaded
  // without the checkpoint that it may have come with: its moments are twice the weights
  models.set(id, { network: model, schedule, target, weights, classNames, preparation })
  const { architecture, parameterCount, imageShape, classes } = model
  const [h, w, c] = imageShape
  return {
    ...{ id, name, architecture, parameterCount, imageShape: [h, w, c], classes, target },
    anyClass: predictsAny(model),
    ...(classNames && { classNames }),
    ...(preparation && { preparation }),
    schedule: schedule.config as ModelInfo['schedule'],
  }
}

/** @throws {DdpmError} saying what the bytes are instead of a model. */
export async function openModel({
  name,
  bytes,
}: {
  name: string
  bytes: Uint8Array
}): Promise<ModelInfo> {
  if (!looksLikeTorch(bytes)) return keepModel(name, decodeModel(bytes))
  const { readTorchModel } = await import('../../../../src/models/torch/read.ts')
  return keepModel(name, await readTorchModel(inMemory(bytes)))
}

/** A body as it comes, with progress of how much there is. */
async function bodyOf(response: Response, task: Task<Received>): Promise<Uint8Array> {
  const total = Number(response.headers.get('content-length')) || 0
  const parts: Uint8Array[] = []
  let received = 0
  const reader = response.body!.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    parts.push(value)
    received += value.length
    task.report({ received, total })
  }
  return new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer())
}

/** @throws {DdpmError} where it cannot be fetched, or is not a model. */
export async function fetchModel(
  { name, url }: { name: string; url: string },
  task: Task<Received>,
): Promise<ModelInfo> {
  const response = await fetch(url, { signal: task.signal }).catch((cause: unknown) => {
    if (task.signal.aborted) throw task.signal.reason
    throw computeError('studio.model-unreachable', { name }, { cause })
  })
  if (!response.ok) throw computeError('studio.model-http', { name, status: response.status })
  return await openModel({ name, bytes: await bodyOf(response, task) })
}

export function closeModel({ model: id }: { model: number }): undefined {
  models.delete(id)
}

export function saveModel({ model: id }: { model: number }): Uint8Array {
  return encodeModel(modelOf(id))
}

/** Those that the browser stores, oldest first. */
export async function storedModels(): Promise<Calls['storedModels']['result']> {
  return (await allModels()).map(([key, { name, when }]) => ({ key, name, when }))
}

/** @throws {DdpmError} where it was removed. */
export async function openStored({ key }: { key: string }): Promise<ModelInfo> {
  const file = await modelFile(key)
  if (!file) throw computeError('studio.model-removed')
  return await openModel(file)
}

export const removeStored = async ({ key }: { key: string }): Promise<undefined> => {
  await removeModel(key)
}
