/** The numbers of a PyTorch file, by storage, and what its pickle's identifiers of storages mean. */

import { torchError } from '../errors/torch.ts'
import { PickleGlobal, type PickleValue } from '../pickle/values.ts'
import { dtypeOf } from './dtypes.ts'
import { TorchStorage } from './tensor.ts'

/** Storages by their keys, each of which a file may name many times. */
export class Storages {
  readonly #byKey = new Map<string, TorchStorage>()

  /**
   * ('storage', type, key, location, elements), and in older files a view of the storage, or nothing.
   * @throws {DdpmError} `torch.legacy-corrupt`, `torch.tensor-unsupported`, `torch.dtype-unsupported`
   */
  readonly identify = (id: PickleValue): TorchStorage => {
    const [kind, type, key, , elements, view = null] = Array.isArray(id) ? id : []
    if (kind !== 'storage' || !(type instanceof PickleGlobal)) {
      throw torchError('torch.legacy-corrupt')
    }
    if (typeof key !== 'string' || typeof elements !== 'number' || elements < 0) {
      throw torchError('torch.legacy-corrupt')
    }
    if (view !== null) throw torchError('torch.tensor-unsupported', { kind: 'views of storages' })
    const known = this.#byKey.get(key)
    if (known) return known
    const storage = new TorchStorage(key, dtypeOf(type.name), elements)
    this.#byKey.set(key, storage)
    return storage
  }

  /** @throws {DdpmError} `torch.legacy-corrupt` where nothing in the pickle names it */
  byKey(key: PickleValue): TorchStorage {
    const storage = typeof key === 'string' ? this.#byKey.get(key) : undefined
    if (storage) return storage
    throw torchError('torch.legacy-corrupt')
  }
}

/** Gives the bytes of a storage, at least as many as it takes. @throws {DdpmError} `torch.record-…` */
export type ReadStorage = (storage: TorchStorage) => Promise<Uint8Array>

/** A pickle, and where the numbers of its tensors are. */
export interface TorchContents {
  /** What `torch.save` was given. */
  readonly value: PickleValue
  readonly readStorage: ReadStorage
}

/** @throws {DdpmError} `torch.record-too-short` */
export function checkRecord({ key, bytes }: TorchStorage, have: number): void {
  if (have < bytes) {
    throw torchError('torch.record-too-short', { record: key, need: bytes, have })
  }
}
