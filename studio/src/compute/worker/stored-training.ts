/**
 * What the browser keeps between visits: one training, in IndexedDB, whose transactions either happen
 * or do not. Where the visitor forbids it nothing is kept, and training goes on all the same.
 */

const [DATABASE, STORE] = ['ddpm-studio', 'training']

/** `images`: what is trained on, written once; `progress`: the rest, at every checkpoint. */
export type Part = 'images' | 'progress'

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

async function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(STORE)
  return await settled(request)
}

async function inStore<Result>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await open()
  try {
    const transaction = database.transaction(STORE, mode)
    const over = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error)
    })
    const result = await settled(ask(transaction.objectStore(STORE)))
    await over
    return result
  } finally {
    database.close()
  }
}

/** All of it or nothing. @returns whether it was kept */
export async function keep(...parts: readonly (readonly [Part, unknown])[]): Promise<boolean> {
  const put = (store: IDBObjectStore) =>
    parts.map(([part, value]) => store.put(value, part)).at(-1)!
  return await inStore('readwrite', put).then(
    () => true,
    () => false,
  )
}

/** What was kept last, if anything. */
export async function kept(part: Part): Promise<unknown> {
  return await inStore<unknown>('readonly', (store) => store.get(part)).catch(() => undefined)
}

export async function forget(): Promise<void> {
  await inStore('readwrite', (store) => store.clear()).catch(() => {})
}
