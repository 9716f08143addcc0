/** MNIST: its files, where they are published, and IDX bytes as a dataset. No files, no network. */

import { UserError } from '../base/errors.ts'
import { showShape } from '../base/shape.ts'
import { FormatError } from '../formats/error.ts'
import { readMaybeGzippedIdx } from '../formats/idx.ts'
import type { Dataset } from './dataset.ts'

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
    if (!(error instanceof FormatError)) throw error
    throw new UserError(`${name}: ${error.message}; fetch or copy the file again`, { cause: error })
  }
}

/** Images (N, H, W) or (N, H, W, C) of bytes, else an error that names the file. */
async function readImages(file: NamedBytes): Promise<Omit<Dataset, 'name'>> {
  const { shape, data } = await readNamed(file)
  if (shape.length !== 3 && shape.length !== 4) {
    throw new UserError(
      `${file.name} holds an array ${showShape(shape)}: images are (count, height, width) ` +
        'or (count, height, width, channels); were images and labels exchanged?',
    )
  }
  const [count, height, width, channels = 1] = shape
  return { count, height, width, channels, images: data }
}

/** One label for each of `count` images, else an error that names the file. */
async function readLabels(file: NamedBytes, images: string, count: number): Promise<Uint8Array> {
  const { shape, data } = await readNamed(file)
  if (shape.length !== 1) {
    throw new UserError(
      `${file.name} holds an array ${showShape(shape)}: labels are (count); ` +
        'were images and labels exchanged?',
    )
  }
  if (shape[0] !== count) {
    throw new UserError(
      `${file.name} has ${shape[0]} labels, ${images} has ${count} images: ` +
        'take both files from one distribution, or leave the labels out',
    )
  }
  return data
}

/**
 * A dataset from IDX files as MNIST has them, gzipped or not, with images of any size and with or
 * without channels. Without labels it has no classes.
 * @throws {UserError} naming the file, where one is damaged or does not hold what it should.
 */
export async function mnistFromFiles(
  images: NamedBytes,
  labels?: NamedBytes,
  name = 'mnist',
): Promise<Dataset> {
  const pictures = await readImages(images)
  if (!labels) return { name, ...pictures }
  const numbers = await readLabels(labels, images.name, pictures.count)
  const highest = numbers.reduce((a, b) => Math.max(a, b), 0)
  const classes = Array.from({ length: highest + 1 }, (_, number) => String(number))
  return { name, ...pictures, labels: numbers, classes }
}
