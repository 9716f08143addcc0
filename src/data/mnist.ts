/** MNIST: its files, where they are published, and IDX bytes as a dataset. No files, no network. */

import { DdpmError } from '../base/errors.ts'
import { readMaybeGzippedIdx } from '../formats/idx.ts'
import type { Dataset } from './dataset.ts'
import { idxImagesError } from './errors/idx.ts'

/** A file on the network, known before it is fetched. */
export interface RemoteFile {
  readonly name: string
  readonly bytes: number
  /** Lower-case hexadecimal. */
  readonly sha256: string
}

/** A set in two splits, as MNIST comes. */
export interface MnistFiles {
  readonly trainImages: RemoteFile
  readonly trainLabels: RemoteFile
  readonly testImages: RemoteFile
  readonly testLabels: RemoteFile
}

/** The four files of LeCun, Cortes and Burges, as first published: 28 x 28 and their labels. */
export const mnistFiles: MnistFiles = {
  trainImages: {
    name: 'train-images-idx3-ubyte.gz',
    bytes: 9_912_422,
    sha256: '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609',
  },
  trainLabels: {
    name: 'train-labels-idx1-ubyte.gz',
    bytes: 28_881,
    sha256: '3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c',
  },
  testImages: {
    name: 't10k-images-idx3-ubyte.gz',
    bytes: 1_648_877,
    sha256: '8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6',
  },
  testLabels: {
    name: 't10k-labels-idx1-ubyte.gz',
    bytes: 4_542,
    sha256: 'f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6',
  },
}

/** Folders on the network that hold the four files, in the order they are tried. */
export const mnistMirrors: readonly string[] = [
  'https://ossci-datasets.s3.amazonaws.com/mnist/',
  'https://storage.googleapis.com/cvdf-datasets/mnist/',
  'https://raw.githubusercontent.com/fgnt/mnist/master/',
]

/** The bytes of a file, and the name that messages give it. */
export interface NamedBytes {
  readonly name: string
  readonly bytes: Uint8Array
}

async function readNamed({ name, bytes }: NamedBytes) {
  try {
    return await readMaybeGzippedIdx(bytes)
  } catch (error) {
    throw error instanceof DdpmError ? error.in(name) : error
  }
}

/** Images (N, H, W) or (N, H, W, C) of bytes, else an error that names the file. */
async function classifyImages(file: NamedBytes): Promise<Omit<Dataset, 'name'>> {
  const { shape, data } = await readNamed(file)
  if (shape.length !== 3 && shape.length !== 4) {
    throw idxImagesError('idx.not-images', { shape }).in(file.name)
  }
  const [count, height, width, channels = 1] = shape
  return { count, height, width, channels, images: data }
}

/** One label for each of `count` images, else an error that names the file. */
async function readLabels(file: NamedBytes, images: string, count: number): Promise<Uint8Array> {
  const { shape, data } = await readNamed(file)
  if (shape.length !== 1) {
    throw idxImagesError('idx.not-labels', { shape }).in(file.name)
  }
  if (shape[0] !== count) {
    const counts = { labels: shape[0], images: count }
    throw idxImagesError('idx.labels-mismatch', { ...counts, file: images }).in(file.name)
  }
  return data
}

/**
 * A dataset from IDX files as MNIST has them, gzipped or not, with images of any size and with or
 * without channels. Without labels it has no classes.
 * @throws {DdpmError} naming the file, where one is damaged (`idx.…`, `gzip.…`) or does not hold what
 * it should: `idx.not-images`, `idx.not-labels`, `idx.labels-mismatch`
 */
export async function mnistFromFiles(
  images: NamedBytes,
  labels?: NamedBytes,
  name = 'mnist',
): Promise<Dataset> {
  const read = await classifyImages(images)
  if (!labels) return { name, ...read }
  const numbers = await readLabels(labels, images.name, read.count)
  const highest = numbers.reduce((a, b) => Math.max(a, b), 0)
  const classes = Array.from({ length: highest + 1 }, (_, number) => String(number))
  return { name, ...read, labels: numbers, classes }
}
