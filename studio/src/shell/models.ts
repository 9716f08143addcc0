/**
 * The models that pages may use: those that come with the studio, those of runs, those that were
 * dropped, those trained here. One is chosen for all pages. A model is opened when it is first needed,
 * and again where the worker that held it was lost.
 */

import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { bundledModels } from '../../../src/models/bundled.ts'
import { ask, ComputeError, onLost, start } from '../compute/client.ts'
import type { Failure } from '../compute/messages.ts'
import type { ModelInfo, Received } from '../compute/protocol.ts'
import { inAddress } from './address.ts'
import { type FileKind, kindOf } from './file-kind.ts'

export type Origin =
  | { readonly kind: 'shipped' }
  /** `at`: as it was then; a training run has another model later. */
  | { readonly kind: 'run'; readonly name: string; readonly at: string }
  | { readonly kind: 'file'; readonly file: File }
  /** `stored`: by which the browser stores it; missing where it does not. */
  | { readonly kind: 'trained'; readonly stored: string | undefined }

export interface KnownModel {
  readonly key: string
  readonly name: string
  readonly origin: Origin
  /** Missing until it is opened. */
  readonly info?: ModelInfo
}

/** Why there is no model, or not the one that was asked for. */
export type ModelTrouble =
  | { readonly kind: 'foreign'; readonly file: string; readonly seems: FileKind }
  | { readonly kind: 'large'; readonly file: string; readonly bytes: number }
  | {
      readonly kind: 'refused'
      readonly name: string
      readonly error: Pick<Failure, 'message' | 'code' | 'values'>
    }
  | { readonly kind: 'memory' | 'lost' }

/** More than any model that trains or samples in a page. */
const MOST_BYTES = 2 ** 29

const shipped = bundledModels.map((name): KnownModel => {
  return { key: `shipped ${name}`, name, origin: { kind: 'shipped' } }
})
const all = signal<readonly KnownModel[]>(shipped)
const chosenKey = signal(shipped[0].key)
const coming = signal<(Received & { readonly name: string }) | undefined>(undefined)
const trouble = signal<ModelTrouble | undefined>(undefined)

export const models: ReadonlySignal<readonly KnownModel[]> = all
/** The first of the bundled ones where the chosen one was removed. */
export const chosenModel = computed(
  () => all.value.find(({ key }) => key === chosenKey.value) ?? all.value[0],
)
/** What is being opened, and how much of it has come. */
export const openingModel: ReadonlySignal<(Received & { readonly name: string }) | undefined> =
  coming
export const modelTrouble: ReadonlySignal<ModelTrouble | undefined> = trouble

export function chooseModel(key: string): void {
  trouble.value = undefined
  chosenKey.value = key
}

/** Takes a model in, or in place of the one of the same key. */
function put(model: KnownModel): void {
  const others = all.value.filter(({ key }) => key !== model.key)
  const known = others.length < all.value.length
  all.value = known
    ? all.value.map((other) => (other.key === model.key ? model : other))
    : [...all.value, model]
}

let trained = 0

/** Two of the same name get a number. */
function freeName(name: string): string {
  const taken = new Set(all.value.map((model) => model.name))
  for (let number = 2, free = name; ; number++) {
    if (!taken.has(free)) return free
    free = `${name} ${number}`
  }
}

function putTrained(name: string, stored: string | undefined, info?: ModelInfo): string {
  const key = `trained ${stored ?? ++trained}`
  put({ key, name: freeName(name), origin: { kind: 'trained', stored }, ...(info && { info }) })
  return key
}

/** A model that was trained here: chosen from now on. @param stored as in `Origin` */
export function addModel(info: ModelInfo, stored: string | undefined): void {
  chooseModel(putTrained(info.name, stored, info))
}

/** Takes in what earlier visits have trained. */
export async function restoreModels(): Promise<void> {
  const stored = await ask('storedModels', undefined).catch(() => [])
  const known = new Set(all.value.map(({ key }) => key))
  for (const { key, name } of stored) if (!known.has(`trained ${key}`)) putTrained(name, key)
}

/** Removes a model that was trained here, also from what the browser stores. */
export async function removeTrained({ key, origin, info }: KnownModel): Promise<void> {
  if (origin.kind !== 'trained') return
  if (origin.stored !== undefined) await ask('removeStored', { key: origin.stored })
  all.value = all.value.filter((other) => other.key !== key)
  if (info) await ask('closeModel', { model: info.id })
}

function troubleOf(error: unknown, name: string): ModelTrouble {
  const kind = error instanceof ComputeError ? error.kind : 'bug'
  if (kind === 'memory' || kind === 'lost') return { kind }
  return {
    kind: 'refused',
    name,
    error: error instanceof Error ? error : { message: String(error) },
  }
}

async function bytesOf(file: Blob): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer())
}

function request({ origin, name }: KnownModel): Promise<ModelInfo> {
  if (origin.kind === 'file') {
    return bytesOf(origin.file).then((bytes) => ask('openModel', { name, bytes }))
  }
  if (origin.kind === 'trained' && origin.stored !== undefined) {
    return ask('openStored', { key: origin.stored })
  }
  const path =
    origin.kind === 'run'
      ? `api/runs/${inAddress(origin.name)}/model`
      : `models/${name}.safetensors`
  const url = new URL(path, document.baseURI).href
  return start('fetchModel', { name, url }, (received) => {
    coming.value = { ...received, name }
  }).result
}

const opening = new Map<string, Promise<void>>()

async function openOnce(model: KnownModel): Promise<void> {
  coming.value = { name: model.name, received: 0, total: 0 }
  try {
    put({ ...model, info: await request(model) })
  } catch (error) {
    trouble.value = troubleOf(error, model.name)
  } finally {
    opening.delete(model.key)
    if (opening.size === 0) coming.value = undefined
  }
}

function open(model: KnownModel): Promise<void> {
  const already = opening.get(model.key)
  if (already) return already
  trouble.value = undefined
  const begun = openOnce(model)
  opening.set(model.key, begun)
  return begun
}

/**
 * A known model, opened where it is not open.
 * @returns nothing where it is gone or cannot be opened: `modelTrouble` says why
 */
export async function opened(key: string): Promise<ModelInfo | undefined> {
  const find = () => all.value.find((model) => model.key === key)
  const model = find()
  if (model && !model.info) await open(model)
  return find()?.info
}

/** Opens the chosen model, where it is not open. */
export async function openChosen(): Promise<void> {
  if (!chosenModel.value.info) await open(chosenModel.value)
}

/** A run's model, by the run's name: chosen from now on, and fetched again where it has changed. */
export function chooseRun(name: string, at = ''): void {
  const key = `run ${name}`
  const known = all.value.find((model) => model.key === key)
  if (known?.origin.kind !== 'run' || known.origin.at !== at) {
    if (known?.info) void ask('closeModel', { model: known.info.id })
    put({ key, name, origin: { kind: 'run', name, at } })
  }
  chooseModel(key)
}

/** What models are saved as: by us, and by PyTorch since 1.6 and before. */
const MODEL_KINDS: readonly FileKind[] = ['safetensors', 'pytorch', 'pickle']

/** Why a file cannot be a model, if its first bytes or its size show it. */
async function fileTrouble(file: File): Promise<ModelTrouble | undefined> {
  const seems = await kindOf(file)
  if (!MODEL_KINDS.includes(seems)) return { kind: 'foreign', file: file.name, seems }
  if (file.size > MOST_BYTES) return { kind: 'large', file: file.name, bytes: file.size }
  return undefined
}

let files = 0

const named = (file: File) => ({
  key: `file ${files++}`,
  name: file.name.replace(/\.(safetensors|pt|pth|ckpt|bin)$/i, ''),
})

/**
 * A dropped file: chosen from now on if it is a model; otherwise `modelTrouble` says what it is.
 * @param as what it is known by; where it is known already, it is chosen again
 */
export async function openFile(
  file: File,
  as: Pick<KnownModel, 'key' | 'name'> = named(file),
): Promise<void> {
  const { key, name } = as
  if (all.value.some((model) => model.key === key)) return chooseModel(key)
  const refused = await fileTrouble(file).catch((error) => troubleOf(error, file.name))
  if (refused) {
    trouble.value = refused
    return
  }
  await open({ key, name, origin: { kind: 'file', file } })
  if (all.value.some((model) => model.key === key)) chosenKey.value = key
}

/** What was trained here and is not stored is gone with the worker; the rest can be opened again. */
onLost(() => {
  const kept = all.value.filter(({ origin }) => origin.kind !== 'trained' || origin.stored)
  all.value = kept.map(({ key, name, origin }) => ({ key, name, origin }))
  trouble.value = { kind: 'lost' }
})

/** The chosen model, opened when a page first needs it; undefined meanwhile, and in trouble. */
export function useModel(): ModelInfo | undefined {
  const model = chosenModel.value
  useEffect(() => {
    if (!model.info && !trouble.value) void openChosen()
  }, [model])
  return model.info
}
