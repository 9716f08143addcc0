/** Images of a folder in parts that fit in memory, in the order of their files. */

import { namedKind } from '../formats/image-kind.ts'
import { classNamer, filesOf } from './class-folders.ts'
import { withContents } from './containers/open.ts'
import type { Dataset } from './dataset.ts'
import { imageSize } from './dataset.ts'
import { imageSetError } from './errors/images.ts'
import { checkClassCount } from './image-set.ts'
import { epochOrder } from './shuffle.ts'
import type { DataFile, DataFolder, ReadOptions } from './source.ts'
import { imageFolder } from './sources/image-folder.ts'
import { folderSources } from './sources.ts'

/** Files read at once: even large images are then some gigabytes at most. */
const AT_ONCE = 512

/** The dataset with its images as they were before `datasetOf` shuffled them. */
function unshuffled(data: Dataset): Dataset {
  const size = imageSize(data)
  const images = new Uint8Array(data.images.length)
  const labels = data.labels && new Uint8Array(data.count)
  epochOrder(data.count, 0, 0).forEach((to, from) => {
    images.set(data.images.subarray(from * size, (from + 1) * size), to * size)
    if (labels) labels[to] = data.labels![from]
  })
  return labels ? { ...data, images, labels } : { ...data, images }
}

/**
 * The images of a folder to train on, each with its class: a part of a folder does not say which of its
 * sub-folders are classes.
 */
function named(folder: DataFolder): DataFile[] {
  const files = filesOf(folder, 'train') ?? []
  const images = files.filter(({ path }) => namedKind(path))
  const classOf = classNamer(folder.place, images)
  checkClassCount(folder.name, new Set(images.map(classOf)).size)
  return files.map((file) => {
    const className = classOf(file)
    const path = file.path.split('/').at(-1)!
    return { ...file, path, ...(className !== undefined && { className }) }
  })
}

/** Progress of the whole, and not of a part. */
const within = (
  { onProgress, ...options }: ReadOptions,
  before: number,
  total: number,
): ReadOptions => ({
  ...options,
  onProgress: (progress) => onProgress?.({ ...progress, done: before + progress.done, total }),
})

/** A part; nothing where none of its files is an image. */
async function partOf(folder: DataFolder, options: ReadOptions): Promise<Dataset | undefined> {
  const data = await imageFolder.read(folder, options)
  return data && unshuffled(data)
}

/**
 * The images of a folder, part by part.
 * @returns nothing where the folder is of a source that is read at once
 * @throws {DdpmError} as `readFolder` for a part
 */
export async function imageParts(
  given: DataFolder,
  options: ReadOptions,
): Promise<AsyncGenerator<Dataset> | undefined> {
  const folder = await withContents(given, options)
  const source = folderSources.find((known) => known.recognises(folder.files, options))
  if (source !== imageFolder) return undefined
  return partsIn({ ...folder, files: named(folder) }, options)
}

async function* partsIn(folder: DataFolder, options: ReadOptions): AsyncGenerator<Dataset> {
  const total = folder.files.length
  for (let first = 0; first < total; first += AT_ONCE) {
    options.signal?.throwIfAborted()
    const files = folder.files.slice(first, first + AT_ONCE)
    const part = await partOf({ ...folder, files, folders: [] }, within(options, first, total))
    if (part) yield part
  }
}

/** The size of a set's images, and whether they have classes: of every part the same. */
export class PartFacts {
  #first: Dataset | undefined
  readonly #classes = new Map<string, number>()

  /**
   * The numbers of a part's classes among those of all parts.
   * @throws {DdpmError} `images.sizes-differ`, `images.class-missing`, `images.too-many-classes`
   */
  add(part: Dataset): Uint8Array | undefined {
    this.#check(part)
    const numbers = part.classes?.map((name) => {
      const number = this.#classes.get(name) ?? this.#classes.size
      this.#classes.set(name, number)
      return number
    })
    checkClassCount(part.name, this.#classes.size)
    return part.labels && numbers && part.labels.map((label) => numbers[label])
  }

  /** Names in the order of their numbers. */
  get classes(): readonly string[] {
    return [...this.#classes.keys()]
  }

  #check(part: Dataset): void {
    this.#first ??= part
    const { width, height, labels, name } = this.#first
    if (part.width !== width || part.height !== height) {
      const sizes = [this.#first, part].map((set) => {
        return { size: `${set.width} x ${set.height}`, count: set.count }
      })
      throw imageSetError('images.sizes-differ', { dataset: name, sizes })
    }
    if ((part.labels === undefined) === (labels === undefined)) return
    const without = part.labels ? this.#first.count : part.count
    const images = this.#first.count + part.count
    throw imageSetError('images.class-missing', { dataset: name, without, images })
  }
}
