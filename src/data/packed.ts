/**
 * A packed set: one safetensors file with `images` (N, H, W, C) and `labels` (N) as bytes, and what is known
 * about them as metadata, so that images are read by random access. Any reader of safetensors opens it.
 */

import { DdpmError } from '../base/errors.ts'
import type { RandomAccess } from '../formats/random-access.ts'
import { readSafetensorsHeader } from '../formats/safetensors.ts'
import type { DatasetFacts, StoredDataset } from './check-dataset.ts'
import { checkDataset } from './check-dataset.ts'
import { packedError } from './errors/packed.ts'
import type { ImageStore } from './image-store.ts'
import { type ImagePreparation, resizeSpecs } from './preparation.ts'
import { epochOrder } from './shuffle.ts'

const FORMAT = 'ddpm-images'
const VERSION = '1'

/**
 * How the file's images become the set's: `as-is`, or `files`: they lie in the order of their files, and are
 * shuffled once when they are opened, as those of a folder are when they are read.
 */
export type PackedOrder = 'as-is' | 'files'

/** Room for the header, which is written last: its length is that of the most classes. */
export const PACKED_HEADER = 1 << 17

/**
 * The header of a packed set, padded with spaces.
 * @param more metadata besides
 * @throws {DdpmError} `packed.classes-too-long`
 */
export function packedHeader(
  facts: DatasetFacts,
  order: PackedOrder,
  more: Readonly<Record<string, string>> = {},
): Uint8Array {
  const { name, count, height, width, channels, labels, classes, preparation } = facts
  const size = count * height * width * channels
  const metadata = {
    format: FORMAT,
    version: VERSION,
    name,
    order,
    ...(classes && { classes: JSON.stringify(classes) }),
    ...(preparation && { preparation: JSON.stringify(preparation) }),
    ...more,
  }
  const json = JSON.stringify({
    __metadata__: metadata,
    images: { dtype: 'U8', shape: [count, height, width, channels], data_offsets: [0, size] },
    ...(labels && { labels: { dtype: 'U8', shape: [count], data_offsets: [size, size + count] } }),
  })
  const header = new Uint8Array(PACKED_HEADER).fill(0x20)
  const text = new TextEncoder().encode(json)
  if (text.length > PACKED_HEADER - 8)
    throw packedError('packed.classes-too-long', { dataset: name })
  new DataView(header.buffer).setBigUint64(0, BigInt(PACKED_HEADER - 8), true)
  header.set(text, 8)
  return header
}

/** Names of classes. @throws {DdpmError} `packed.not-images` */
function classesOf(text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined
  try {
    const classes: unknown = JSON.parse(text)
    const isList = Array.isArray(classes) && classes.every((name) => typeof name === 'string')
    if (isList) return classes as string[]
  } catch {}
  throw packedError('packed.not-images')
}

/** The images of a file from a byte on, each of a size, in an order. */
function storeOf(
  file: RandomAccess,
  start: number,
  size: number,
  count: number,
  order: Uint32Array | undefined,
): ImageStore {
  const readOne = async (index: number, into: Uint8Array) => {
    const at = start + (order ? order[index] : index) * size
    const bytes = await file.read(at, at + size)
    if (bytes.length !== size) throw packedError('packed.changed')
    into.set(bytes)
  }
  return {
    ...(!order && { all: () => file.read(start, start + count * size) }),
    async read(indices, into) {
      const all = Array.from(indices, (index, i) => readOne(index, into.subarray(i * size)))
      await Promise.all(all)
    },
  }
}

/** How images were brought to their size; nothing where the file does not say it, or not as we write it. */
function preparationIn(text: string | undefined): ImagePreparation | undefined {
  try {
    const said: unknown = JSON.parse(text ?? 'null')
    if (typeof said !== 'object' || said === null) return undefined
    const { background, fit, resize } = said as Record<string, unknown>
    const { fit: fits, resize: resizes } = resizeSpecs
    const isOurs =
      typeof background === 'string' &&
      fits.values.some((value) => value === fit) &&
      resizes.values.some((value) => value === resize)
    return isOurs ? ({ background, fit, resize } as ImagePreparation) : undefined
  } catch {
    return undefined
  }
}

/** Whether a file is a packed set, rather than a model or anything else. */
export async function isPacked(file: RandomAccess): Promise<boolean> {
  try {
    return (await readSafetensorsHeader(file)).metadata['format'] === FORMAT
  } catch (error) {
    if (error instanceof DdpmError) return false
    throw error
  }
}

/**
 * Opens a packed set; its images stay in the file.
 * @param isShuffled whether images of files are shuffled, as those of a folder are when they are read
 * @throws {DdpmError} `packed.not-images`, `safetensors.…`, `dataset.…`
 */
export async function openPacked(file: RandomAccess, isShuffled = true): Promise<StoredDataset> {
  const { metadata, tensors } = await readSafetensorsHeader(file)
  const [images, labels] = [tensors.get('images'), tensors.get('labels')]
  const isSet = metadata['format'] === FORMAT && images?.dtype === 'U8' && images.shape.length === 4
  if (!isSet || (labels && labels.dtype !== 'U8')) throw packedError('packed.not-images')
  const [count, height, width, channels] = images.shape
  const classes = classesOf(metadata['classes'])
  const isOfFiles = metadata['order'] === 'files'
  const order = isShuffled && isOfFiles ? epochOrder(count, 0, 0) : undefined
  const store = storeOf(file, images.start, height * width * channels, count, order)
  const given = labels && (await file.read(labels.start, labels.end))
  const ordered = given && order ? Uint8Array.from(order, (from) => given[from]) : given
  const facts = { name: metadata['name'] ?? 'images', count, height, width, channels }
  const preparation = preparationIn(metadata['preparation'])
  const known = { ...facts, ...(preparation && { preparation }), ...(classes && { classes }) }
  const set = { ...known, store, ...(ordered && { labels: ordered }) }
  checkDataset(set)
  return set
}
