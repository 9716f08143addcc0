/** Packing: images of any source as one file that training reads by random access. */

import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { naturalOrder } from '../../base/natural-order.ts'
import type { Dataset, DatasetFacts } from '../../data/dataset.ts'
import { imageSetError } from '../../data/errors/images.ts'
import { imageParts, PartFacts } from '../../data/pack.ts'
import { PACKED_HEADER, type PackedOrder, packedHeader } from '../../data/packed.ts'
import { withChannels } from '../../data/raster-values.ts'
import type { LoadDataOptions } from '../../data/source.ts'
import { namedSource } from '../../data/sources.ts'
import type { Raster } from '../../formats/raster.ts'
import { systemError } from './errors.ts'
import { syncFolder, temporaryName } from './files.ts'
import { loadData, openPlace } from './load.ts'
import { nodeReading } from './reading.ts'

/** What a packed file holds. */
export interface PackedFile extends Omit<DatasetFacts, 'labels'> {
  readonly path: string
  readonly bytes: number
}

type Channels = Raster['channels']

/** The images of a part with these channels, one after the other. */
function rowsOf(part: Dataset, channels: Channels): Uint8Array {
  if (part.channels === channels) return part.images
  const { count, width, height } = part
  // each pixel is changed for itself: the part is one high image
  const data = part.images
  return withChannels(
    { width, height: height * count, channels: part.channels as Channels, data },
    channels,
  ).data
}

/** Channels in which neither loses anything. */
function both(a: number, b: number): Channels {
  const alpha = (channels: number) => channels % 2 === 0
  return ((Math.max(a, b) > 2 ? 3 : 1) + (alpha(a) || alpha(b) ? 1 : 0)) as Channels
}

/** Images widened at once, where a later one has more channels. */
const AT_ONCE = 1024

/** The file while it is written: room for the header, images as they come, labels last. */
class Packing {
  readonly #file: FileHandle
  readonly #facts = new PartFacts()
  readonly #labels: Uint8Array[] = []
  #first: Dataset | undefined
  #channels: Channels = 1
  #count = 0

  constructor(file: FileHandle) {
    this.#file = file
  }

  async add(part: Dataset): Promise<void> {
    const labels = this.#facts.add(part)
    const channels = both(part.channels, this.#channels)
    if (this.#count > 0 && channels !== this.#channels) await this.#widen(channels)
    this.#first ??= part
    this.#channels = channels
    await this.#write(rowsOf(part, channels), this.#at(this.#count))
    this.#count += part.count
    if (labels) this.#labels.push(labels)
  }

  /** @throws {DdpmError} `images.none`, `packed.classes-too-long` */
  async finish(name: string, order: PackedOrder): Promise<Omit<PackedFile, 'path'>> {
    const first = this.#first
    if (!first) throw imageSetError('images.none', { dataset: name })
    const { height, width, preparation } = first
    const size = { height, width, channels: this.#channels }
    const known = { name, count: this.#count, ...size, ...(preparation && { preparation }) }
    const bytes = this.#at(this.#count)
    const { labels, classes } = this.#sorted(order, first)
    if (labels) await this.#write(labels, bytes)
    const facts = labels ? { ...known, labels, classes } : known
    await this.#write(packedHeader(facts, order), 0)
    await this.#file.sync()
    return { ...known, classes, bytes: bytes + (labels?.length ?? 0) }
  }

  /** Classes in the order that they have in a set of files; those of other sources stay. */
  #sorted(order: PackedOrder, { classes: given }: Dataset) {
    if (this.#labels.length === 0) return {}
    const found = this.#facts.classes
    const classes = order === 'files' ? [...found].sort(naturalOrder) : given!
    const numbers = found.map((name) => classes.indexOf(name))
    const labels = Uint8Array.from(
      this.#labels.flatMap((part) => [...part]),
      (label) => numbers[label],
    )
    return { labels, classes }
  }

  #at(image: number): number {
    const size = this.#first ? this.#first.height * this.#first.width * this.#channels : 0
    return PACKED_HEADER + image * size
  }

  /** The images so far, last to first, as they become longer. */
  async #widen(channels: Channels): Promise<void> {
    const first = this.#first!
    const narrow = this.#channels
    const size = first.height * first.width
    for (let end = this.#count; end > 0; end -= AT_ONCE) {
      const start = Math.max(0, end - AT_ONCE)
      const images = new Uint8Array((end - start) * size * narrow)
      await this.#file.read(images, 0, images.length, PACKED_HEADER + start * size * narrow)
      const part = { ...first, count: end - start, channels: narrow, images }
      await this.#write(rowsOf(part, channels), PACKED_HEADER + start * size * channels)
    }
  }

  async #write(bytes: Uint8Array, at: number): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await this.#file.write(bytes, done, bytes.length - done, at + done)
      done += bytesWritten
    }
  }
}

async function packInto(file: FileHandle, spec: string, options: LoadDataOptions) {
  const packing = new Packing(file)
  const isNamed = namedSource(spec) !== undefined
  const folder = isNamed ? undefined : await openPlace(spec, options.signal)
  const parts = folder && (await imageParts(folder, { ...options, ...nodeReading }))
  if (!folder || !parts) {
    const data = await loadData(spec, options)
    await packing.add(data)
    return await packing.finish(data.name, 'as-is')
  }
  for await (const part of parts) await packing.add(part)
  return await packing.finish(folder.name, 'files')
}

/**
 * Packs images of any source into one file, which appears whole or not at all; training from it gives the
 * same bits as from the source. Folders and archives of images are read part by part.
 * @throws {DdpmError} as `loadData`; `system.…` where the file cannot be written; the signal's reason
 */
export async function packData(
  spec: string,
  path: string,
  options: LoadDataOptions = {},
): Promise<PackedFile> {
  const temporary = temporaryName(path)
  try {
    await mkdir(dirname(path), { recursive: true })
    const file = await open(temporary, 'wx+')
    const packed = await packInto(file, spec, options).finally(() => file.close())
    await rename(temporary, path)
    await syncFolder(dirname(path))
    return { path, ...packed }
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    const isSystem = (error as NodeJS.ErrnoException).syscall !== undefined
    throw isSystem ? systemError({ path, action: 'written' }, error) : error
  }
}
