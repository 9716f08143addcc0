/** Reads what the visitor drops. Loaded with the first file: most visitors bring none. */

import { KEEP } from '../../../../src/data/background.ts'
import type { Dataset } from '../../../../src/data/dataset.ts'
import { decodeImage } from '../../../../src/data/decode-image.ts'
import type { LeftOut } from '../../../../src/data/left-out.ts'
import { prepareImage } from '../../../../src/data/prepare-image.ts'
import { valuesOf } from '../../../../src/data/raster-values.ts'
import { readFolder } from '../../../../src/data/read-folder.ts'
import type { DataFile, ReadOptions } from '../../../../src/data/source.ts'
import { idxFolder, isIdx } from '../../../../src/data/sources/idx-folder.ts'
import { ofBlob } from '../../../../src/formats/random-access.ts'
import { hasAlpha, type Raster } from '../../../../src/formats/raster.ts'
import { computeError } from '../errors.ts'
import type { Calls, DataInfo, GivenFile, Images } from '../protocol.ts'
import { bytesOf } from '../values.ts'
import { keepData, type Read } from './data.ts'
import { unlessGone } from './file-fault.ts'
import { browserDecoder } from './image-file.ts'
import type { Task } from './task.ts'

/** More than any data set that is trained on in a page: MNIST has 47 MB. */
const MOST_BYTES = 2 ** 30

/** What a file holds. @throws {DdpmError} naming it, where it is too large or can no longer be read */
async function bytesOfFile({ file, path }: GivenFile): Promise<Uint8Array> {
  const { size } = file
  if (size > MOST_BYTES) {
    throw computeError('studio.file-too-large', { gigabytes: size / 1e9 }).in(path)
  }
  return await unlessGone(path, async () => new Uint8Array(await file.arrayBuffer()))
}

/** A file as the library reads it. */
const dataFile = (given: GivenFile, path: string): DataFile => ({
  ...{ path, place: path },
  bytes: () => bytesOfFile(given),
  open: async () => ofBlob(given.file),
})

/**
 * Images, and labels where a second file goes with them; of a train and a test set those to train on.
 * @throws {DdpmError} `studio.labels-alone`, and naming a file that is damaged
 */
async function readIdxFiles(given: readonly GivenFile[], signal: AbortSignal): Promise<Dataset> {
  const files = given.map((each) => dataFile(each, each.file.name)) // whatever folder they lie in
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

/**
 * As the library reads a folder, but that all broken images are left out.
 * @throws {DdpmError} of the first image, where none can be read; of the first file, where none is an image
 */
async function readImageFiles(
  { files: given, imageSize, preparation }: Calls['readData']['input'],
  task: Task<Calls['readData']['progress']>,
): Promise<Read> {
  const files = given.map((each) => dataFile(each, each.path))
  const [name] = given[0].path.split('/')
  let left: LeftOut | undefined
  const options: ReadOptions = {
    ...(imageSize !== undefined && { imageSize }),
    ...preparation,
    ...{ decoder: browserDecoder, mostBroken: 1, signal: task.signal },
    isOfFile: ({ code }) => code.startsWith('studio.'),
    onLeftOut: (found) => {
      left = found
    },
    onProgress: ({ done, total }) => task.report({ read: done, total }),
  }
  try {
    const data = (await readFolder({ name, place: name, files }, options)) as Dataset
    const { broken = [], others = [], emptyClasses = [] } = left ?? {}
    return {
      data,
      broken: broken.map(({ error }) => String(error.values['place'])),
      others: others.map(({ path }) => path),
      emptyClasses,
    }
  } catch (error) {
    if (error !== task.signal.reason) await explain(given, left)
    throw error
  }
}

/** @throws {DdpmError} what is wrong with the file at fault, rather than with the folder */
async function explain(given: readonly GivenFile[], left: LeftOut | undefined): Promise<void> {
  const [broken, other] = [left?.broken[0], left?.others[0]]
  if (broken) throw broken.error
  const file = other && given.find(({ path }) => path === other.path)
  if (file) await imageOf(file)
}

/** @throws {DdpmError} naming the file where it is not an image that can be read */
async function imageOf(given: GivenFile): Promise<Raster> {
  const bytes = await bytesOfFile(given)
  const read = async () => await decodeImage(bytes, given.path, browserDecoder)
  return await unlessGone(given.path, read)
}

/**
 * An image as a model has learnt to see them: its alpha is kept where the model has one.
 * @throws {DdpmError} where the file is not an image.
 */
export async function readOne({
  file,
  imageShape: [height, width, channels],
  preparation = {},
}: Calls['readImage']['input']): Promise<Images> {
  const { background } = preparation
  const behind = background === KEEP ? undefined : background
  const raster = prepareImage(await imageOf({ file, path: file.name }), {
    ...{ ...preparation, imageSize: { width, height } },
    background: hasAlpha(channels) ? KEEP : behind,
  })
  const data = valuesOf(raster, channels)
  return bytesOf({ shape: [1, height, width, channels], data })
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
