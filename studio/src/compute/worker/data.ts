/** The images that the worker holds, by number: built-in digits, or what the visitor drops. */

import { DdpmError } from '../../../../src/base/errors.ts'
import { type Dataset, takeFirst } from '../../../../src/data/dataset.ts'
import { digits } from '../../../../src/data/digits.ts'
import { datasetOf } from '../../../../src/data/image-set.ts'
import type { NamedBytes } from '../../../../src/data/mnist.ts'
import { valuesOf } from '../../../../src/data/raster-values.ts'
import { readFolder } from '../../../../src/data/read-folder.ts'
import { toSize } from '../../../../src/data/resize.ts'
import type { DataFile } from '../../../../src/data/source.ts'
import { idxFolder, isIdx } from '../../../../src/data/sources/idx-folder.ts'
import { computeError } from '../errors.ts'
import type { Calls, DataInfo, GivenFile, Images } from '../protocol.ts'
import { bytesOf } from '../values.ts'
import { orFault } from './file-fault.ts'
import { readImage } from './image-file.ts'
import type { Task } from './task.ts'

/** So many built-in digits, which can be made again. */
export interface MadeDigits {
  readonly digits: number
}

/** The last alone: a training holds its own, and more would only fill the memory. */
let held: { readonly id: number; readonly data: Dataset; readonly made?: MadeDigits } | undefined
let nextId = 0
/** Images shown of what was read. */
const SHOWN = 40

/** @throws {DdpmError} where there is none of this number. */
export function dataOf(id: number): { readonly data: Dataset; readonly made?: MadeDigits } {
  if (held?.id !== id) throw computeError('studio.images-gone')
  return held
}

const shown = (data: Dataset): Images => {
  const { count, height, width, channels, images } = takeFirst(data, Math.min(SHOWN, data.count))
  return { shape: [count, height, width, channels], bytes: images.slice() }
}

interface Read {
  readonly data: Dataset
  readonly made?: MadeDigits
  readonly broken?: readonly string[]
}

function keepData({ data, made, broken = [] }: Read): DataInfo {
  const id = nextId++
  held = { id, data, made }
  const { name, count, height, width, channels, labels, classes = [] } = data
  return {
    ...{ id, name, count, imageShape: [height, width, channels] },
    classes: labels ? classes : [],
    preview: shown(data),
    broken,
  }
}

export function makeDigits({
  count,
  ...options
}: Calls['digits']['input']): Calls['digits']['result'] {
  const { images, labels, height, width } = digits({ count, ...options })
  return { images: { shape: [count, height, width, 1], bytes: images }, labels: [...labels!] }
}

export function digitsData({ count }: { count: number }): DataInfo {
  return keepData({ data: digits({ count }), made: { digits: count } })
}

/** More than any data set that is trained on in a page: MNIST has 47 MB. */
const MOST_BYTES = 2 ** 30

async function named({ file }: GivenFile): Promise<NamedBytes> {
  const { name, size } = file
  if (size > MOST_BYTES) {
    throw computeError('studio.file-too-large', { gigabytes: size / 1e9 }).in(name)
  }
  return { name, bytes: new Uint8Array(await file.arrayBuffer()) }
}

/** The innermost folder, where images lie in several. */
function classNames(files: readonly GivenFile[]): (file: GivenFile) => string | undefined {
  const folderOf = ({ path }: GivenFile): string | undefined => path.split('/').at(-2)
  const folders = new Set(files.map(folderOf))
  return folders.size > 1 ? folderOf : () => undefined
}

/** Files as the library reads them; folders matter only to images. */
const dataFile = (given: GivenFile): DataFile => ({
  ...{ path: given.file.name, place: given.file.name },
  bytes: async () => (await named(given)).bytes,
})

/**
 * Images, and labels where a second file goes with them; of a train and a test set those to train on.
 * @throws {DdpmError} `studio.labels-alone`, and naming a file that is damaged
 */
async function readIdxFiles(given: readonly GivenFile[], signal: AbortSignal): Promise<Dataset> {
  const files = given.map(dataFile)
  const split = (['train', 'test'] as const).find((one) =>
    idxFolder.recognises(files, { split: one }),
  )
  const read: string[] = []
  const watched = files.map(
    (file): DataFile => ({
      ...file,
      bytes: () => {
        read.push(file.place)
        return file.bytes()
      },
    }),
  )
  const folder = { name: '', place: '', files: watched }
  const data = split && (await readFolder(folder, { split, signal }, [idxFolder]))
  if (!data) throw computeError('studio.labels-alone')
  return { ...data, name: read[0] } // images are read before their labels
}

const isImage = ({ path }: GivenFile) => /\.(png|jpe?g|webp|gif|bmp|avif)$/i.test(path)

/** Those that can be read. @throws {DdpmError} of the first, where none can. */
async function readImageFiles(
  { files: all, size }: Calls['readData']['input'],
  task: Task<Calls['readData']['progress']>,
): Promise<Read> {
  const imageFiles = all.filter(isImage) // folders hold notes and lists, too
  const files = imageFiles.length > 0 ? imageFiles : all
  const className = classNames(files)
  const images = []
  const faults: DdpmError[] = []
  for (const file of files) {
    task.signal.throwIfAborted()
    const image = await orFault(file, async (one) => toSize(await readImage(one), size))
    if (image instanceof DdpmError) faults.push(image)
    else images.push({ image, className: className(file) })
    task.report({ read: images.length + faults.length, total: files.length })
  }
  if (images.length === 0) throw faults[0]
  const [folder] = files[0].path.split('/')
  return {
    data: datasetOf(folder, images),
    broken: faults.map(({ values }) => String(values['place'])),
  }
}

/** @throws {DdpmError} where the file is not an image. */
export async function readOne({
  file,
  size,
  channels,
}: Calls['readImage']['input']): Promise<Images> {
  const raster = toSize(await readImage(file), size)
  const data = valuesOf(raster, channels)
  return bytesOf({ shape: [1, size, size, channels], data })
}

/** @throws {DdpmError} saying what the files are instead of images. */
export async function readData(
  asked: Calls['readData']['input'],
  task: Task<Calls['readData']['progress']>,
): Promise<DataInfo> {
  const { files } = asked
  if (files.length === 0) throw computeError('studio.no-files')
  const idx = files.filter(({ file }) => isIdx(file.name))
  if (idx.length > 0) return keepData({ data: await readIdxFiles(idx, task.signal) })
  return keepData(await readImageFiles(asked, task))
}
