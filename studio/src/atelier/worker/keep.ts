/**
 * What the browser keeps between visits: one training, whole, in IndexedDB, whose transactions either
 * happen or do not. Where the visitor forbids it nothing is kept, and training goes on all the same.
 */

const [DATABASE, STORE, KEY] = ['ddpm-studio', 'training', 'last']

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

async function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(STORE)
  return settled(request)
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

/** @returns whether it was kept */
export async function keep(value: unknown): Promise<boolean> {
  return inStore('readwrite', (store) => store.put(value, KEY)).then(
    () => true,
    () => false,
  )
}

/** What was kept last, if anything. */
export async function kept(): Promise<unknown> {
  return inStore<unknown>('readonly', (store) => store.get(KEY)).catch(() => undefined)
}

export async function forget(): Promise<void> {
  await inStore('readwrite', (store) => store.delete(KEY)).catch(() => {})
}
