/** The models that the worker holds, by number. */

import { decodeModel, encodeModel, type LoadedModel, UserError } from '../../../../src/browser.ts'
import type { ModelInfo, Received } from '../protocol.ts'
import type { Task } from './task.ts'

const models = new Map<number, LoadedModel>()
let nextId = 0

/** @throws {UserError} where there is none of this number. */
export function modelOf(id: number): LoadedModel {
  const loaded = models.get(id)
  if (!loaded) throw new UserError('this model is gone: load it again')
  return loaded
}

export function keepModel(name: string, loaded: LoadedModel): ModelInfo {
  const id = nextId++
  const { model, schedule, target, weights } = loaded
  // without the checkpoint that it may have come with: its moments are twice the weights
  models.set(id, { model, schedule, target, weights })
  const { architecture, parameterCount, imageShape, classes } = model
  const [h, w, c] = imageShape
  return {
    ...{ id, name, architecture, parameterCount, imageShape: [h, w, c], classes, target },
    schedule: schedule.config as ModelInfo['schedule'],
  }
}

/** @throws {UserError} saying what the bytes are instead of a model. */
export function openModel({ name, bytes }: { name: string; bytes: Uint8Array }): ModelInfo {
  return keepModel(name, decodeModel(bytes))
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

/** @throws {UserError} where it cannot be fetched, or is no model. */
export async function fetchModel(
  { name, url }: { name: string; url: string },
  task: Task<Received>,
): Promise<ModelInfo> {
  const response = await fetch(url, { signal: task.signal }).catch((cause: unknown) => {
    if (task.signal.aborted) throw task.signal.reason
    throw new UserError(`${name} could not be fetched: is the page online?`, { cause })
  })
  if (!response.ok) throw new UserError(`${name} could not be fetched: HTTP ${response.status}`)
  return openModel({ name, bytes: await bodyOf(response, task) })
}

export function closeModel({ model: id }: { model: number }): undefined {
  models.delete(id)
}

export function saveModel({ model: id }: { model: number }): Uint8Array {
  return encodeModel(modelOf(id))
}
