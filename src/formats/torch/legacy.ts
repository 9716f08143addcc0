/**
 * PyTorch's files before 1.6: five pickles (a signature, a version, the machine, the value, the keys of its
 * storages), then for each key its count of elements and its numbers.
 */

import { torchError } from '../errors/torch.ts'
import { MOST_PICKLE_BYTES, unpickle } from '../pickle/unpickle.ts'
import type { PickleValue } from '../pickle/values.ts'
import type { RandomAccess } from '../random-access.ts'
import { torchGlobals } from './globals.ts'
import { checkRecord, Storages, type TorchContents } from './records.ts'

const SIGNATURE = 0x1950a86a20f9469cfc6cn
const VERSION = 1001
const COUNT_BYTES = 8

/** @throws {DdpmError} `torch.legacy-corrupt`, `torch.byte-order` */
function checkHead([signature, version, machine]: readonly PickleValue[]): void {
  if (signature !== SIGNATURE || version !== VERSION || !(machine instanceof Map)) {
    throw torchError('torch.legacy-corrupt')
  }
  if (machine.get('little_endian') === false) throw torchError('torch.byte-order')
}

/** Where the numbers of each storage begin. */
async function placesOf(
  file: RandomAccess,
  start: number,
  keys: PickleValue,
  storages: Storages,
): Promise<Map<string, number>> {
  if (!Array.isArray(keys)) throw torchError('torch.legacy-corrupt')
  const places = new Map<string, number>()
  let at = start
  for (const name of keys) {
    const storage = storages.byKey(name)
    const count = await file.read(at, at + COUNT_BYTES)
    const view = new DataView(count.buffer, count.byteOffset, count.byteLength)
    if (count.length < COUNT_BYTES) {
      throw torchError('torch.record-missing', { record: storage.key })
    }
    if (Number(view.getBigInt64(0, true)) !== storage.elements || places.has(storage.key)) {
      throw torchError('torch.legacy-corrupt')
    }
    at += COUNT_BYTES
    checkRecord(storage, file.size - at)
    places.set(storage.key, at)
    at += storage.bytes
  }
  return places
}

/** @throws {DdpmError} `torch.…`, `pickle.…` */
export async function openLegacy(file: RandomAccess): Promise<TorchContents> {
  const bytes = await file.read(0, Math.min(file.size, MOST_PICKLE_BYTES))
  const storages = new Storages()
  const options = { globals: torchGlobals, persistent: storages.identify }
  const values: PickleValue[] = []
  let at = 0
  for (let part = 0; part < 5; part++) {
    const { value, end } = unpickle(bytes, options, at)
    values.push(value)
    at = end
    if (part === 2) checkHead(values)
  }
  const places = await placesOf(file, at, values[4], storages)
  return {
    value: values[3],
    readStorage: async (storage) => {
      const start = places.get(storage.key)
      if (start === undefined) throw torchError('torch.record-missing', { record: storage.key })
      return await file.read(start, start + storage.bytes)
    },
  }
}
