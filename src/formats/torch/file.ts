/**
 * What `torch.save` has written (`.pt`, `.pth`, `.bin`, `.ckpt`): any value it can hold, and its tensors as those of
 * safetensors files. No code of the file runs: see `pickle/unpickle.ts`.
 */

import { torchError } from '../errors/torch.ts'
import type { PickleValue } from '../pickle/values.ts'
import type { RandomAccess } from '../random-access.ts'
import type { SafeTensor } from '../tensor-types.ts'
import { openArchive } from './archive.ts'
import { openLegacy } from './legacy.ts'
import type { ReadStorage } from './records.ts'
import { looksLegacy, TORCH_HEAD_BYTES } from './signature.ts'
import type { TorchStorage, TorchTensor } from './tensor.ts'

/** A file that is open: its tensors are read when they are asked for. */
export interface TorchFile {
  /** What `torch.save` was given. */
  readonly value: PickleValue
  /**
   * Tensors by name, their elements in order. Those that share a storage are read once and may share memory.
   * @throws {DdpmError} `torch.too-large` where they take more than 4 times the file, as views of one storage
   * can; `torch.record-…`, `zip.entry-corrupt`
   */
  read(tensors: ReadonlyMap<string, TorchTensor>): Promise<Map<string, SafeTensor>>
}

/** Small tensors may share a storage as often as they like. */
const SHARED_ANYWAY = 2 ** 20
const MOST_TIMES = 3

/** Storages lie beside each other in a file; tensors may share them, as tied weights do. */
function checkSize(tensors: ReadonlyMap<string, TorchTensor>, { size }: RandomAccess): void {
  const distinct = new Set(tensors.values())
  const storages = new Set([...distinct].map(({ storage }) => storage))
  const sum = (parts: Iterable<{ readonly bytes: number }>) =>
    [...parts].reduce((total, { bytes }) => total + bytes, 0)
  const limits = [
    [sum(storages), size],
    [sum(distinct), MOST_TIMES * size + SHARED_ANYWAY],
  ]
  for (const [bytes, most] of limits) {
    if (bytes > most) throw torchError('torch.too-large', { bytes, most })
  }
}

/** Each tensor once, storage by storage. */
async function readEach(
  tensors: ReadonlySet<TorchTensor>,
  readStorage: ReadStorage,
): Promise<Map<TorchTensor, SafeTensor>> {
  const byStorage = new Map<TorchStorage, TorchTensor[]>()
  for (const tensor of tensors) {
    const sharing = byStorage.get(tensor.storage)
    if (sharing) sharing.push(tensor)
    else byStorage.set(tensor.storage, [tensor])
  }
  const read = new Map<TorchTensor, SafeTensor>()
  for (const [storage, sharing] of byStorage) {
    const bytes = await readStorage(storage)
    for (const tensor of sharing) {
      const { dtype, shape } = tensor
      read.set(tensor, { dtype, shape, data: tensor.elementsOf(bytes) })
    }
  }
  return read
}

/**
 * Opens a file of PyTorch's, of which only the pickle is read.
 * @throws {DdpmError} `torch.…`, `pickle.…`, `zip.…`: what is wrong with it
 */
export async function openTorch(file: RandomAccess): Promise<TorchFile> {
  const isLegacy = looksLegacy(await file.read(0, TORCH_HEAD_BYTES))
  const { value, readStorage } = await (isLegacy ? openLegacy(file) : openArchive(file))
  return {
    value,
    read: async (tensors) => {
      checkSize(tensors, file)
      const read = await readEach(new Set(tensors.values()), readStorage)
      return new Map([...tensors].map(([name, tensor]) => [name, read.get(tensor) as SafeTensor]))
    },
  }
}
