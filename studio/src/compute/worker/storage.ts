/**
 * What the browser stores between visits: the training under way, and every model that was trained
 * here until the visitor removes it. Where the visitor forbids it nothing is stored, and training
 * works all the same.
 */

import { clear, createStore, del, entries, get, set, setMany, type UseStore } from 'idb-keyval'

/** `images`: what is trained on, written once; `progress`: the rest, at every checkpoint. */
export type Part = 'images' | 'progress'

const lazily = (database: string, store: string) => {
  let made: UseStore | undefined
  return () => {
    made ??= createStore(database, store)
    return made
  }
}

const training = lazily('ddpm-studio', 'training')
const models = lazily('ddpm-studio-models', 'models')

const succeeds = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  )

/** All parts or none. @returns whether they are stored */
export const storeTraining = async (
  ...parts: readonly (readonly [Part, unknown])[]
): Promise<boolean> =>
  await succeeds(
    setMany(
      parts.map(([part, value]): [Part, unknown] => [part, value]),
      training(),
    ),
  )

/** What was stored last, if anything. */
export const storedPart = async (part: Part): Promise<unknown> =>
  await get<unknown>(part, training()).catch(() => undefined)

export async function discardTraining(): Promise<void> {
  await succeeds(clear(training()))
}

/** A trained model in the form of a file. */
export interface ModelFile {
  readonly name: string
  /** Milliseconds since 1970. */
  readonly when: number
  readonly bytes: Uint8Array
}

/** @returns its key; undefined where the browser does not store it */
export async function storeModel(file: ModelFile): Promise<string | undefined> {
  const key = crypto.randomUUID()
  return (await succeeds(set(key, file, models()))) ? key : undefined
}

/** Oldest first. */
export async function allModels(): Promise<readonly (readonly [string, ModelFile])[]> {
  const all = await entries<string, ModelFile>(models()).catch(() => [])
  return all.sort(([, one], [, other]) => one.when - other.when)
}

export const modelFile = async (key: string): Promise<ModelFile | undefined> =>
  await get<ModelFile>(key, models()).catch(() => undefined)

export async function removeModel(key: string): Promise<void> {
  await succeeds(del(key, models()))
}
