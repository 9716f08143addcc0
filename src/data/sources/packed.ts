/** Packed sets, as `ddpm pack` writes them. */

import { accessOf } from '../containers/access.ts'
import type { Dataset, StoredDataset } from '../dataset.ts'
import { packedError } from '../errors/packed.ts'
import { checkBytes } from '../image-set.ts'
import { openPacked } from '../packed.ts'
import { preparationSpecs } from '../preparation-specs.ts'
import type { FolderSource, PlannedImages } from '../source.ts'

/** Images brought into memory at once. */
const AT_ONCE = 256

/**
 * All images of a stored set, in memory.
 * @throws {DdpmError} `images.too-large`; the signal's reason
 */
export async function inMemoryOf(
  { store, ...facts }: StoredDataset,
  signal?: AbortSignal,
): Promise<Dataset> {
  const { name, count, height, width, channels } = facts
  checkBytes(name, { count, height, width, channels: channels as PlannedImages['channels'] })
  const size = height * width * channels
  if (store.all) {
    const images = (await store.all()).subarray(0, count * size)
    if (images.length !== count * size) throw packedError('packed.changed')
    return { ...facts, images }
  }
  const images = new Uint8Array(count * size)
  for (let first = 0; first < count; first += AT_ONCE) {
    signal?.throwIfAborted()
    const length = Math.min(AT_ONCE, count - first)
    const indices = Array.from({ length }, (_, i) => first + i)
    await store.read(indices, images.subarray(first * size, (first + length) * size))
  }
  return { ...facts, images }
}

export const packedSet: FolderSource = {
  name: 'packed set',
  help: 'a set packed by ddpm pack (.safetensors), which may be larger than memory',
  origin: 'folder',
  options: preparationSpecs,
  recognises: (files, { split = 'train' }) =>
    split === 'train' && files.length === 1 && /\.safetensors$/i.test(files[0].path),
  async read({ files }, { signal }) {
    return await inMemoryOf(await openPacked(await accessOf(files[0])), signal)
  },
}
