/**
 * CIFAR-10 and CIFAR-100 as their binary versions come (cs.toronto.edu/~kriz/cifar.html): records of a
 * label, or of two, and 3 x 32 x 32 bytes.
 */

import type { Dataset } from '../dataset.ts'
import { cifarError } from '../errors/cifar.ts'
import { preparationSpecs } from '../preparation-specs.ts'
import type { DataFile, DataFolder, FolderSource, ReadOptions, Split } from '../source.ts'
import { readParts } from './parts.ts'

const SIDE = 32
const PLANE = SIDE * SIDE
const CHANNELS = 3
const IMAGE = CHANNELS * PLANE

interface Kind {
  readonly files: Record<Split, RegExp>
  /** Bytes before an image; the last is its label. */
  readonly labels: number
  readonly classes: number
  readonly names: RegExp
}

/** Of CIFAR-100 the fine labels. */
const kinds: readonly Kind[] = [
  {
    files: { train: /^data_batch_\d+\.bin$/, test: /^test_batch\.bin$/ },
    ...{ labels: 1, classes: 10, names: /^batches\.meta\.txt$/ },
  },
  {
    files: { train: /^train\.bin$/, test: /^test\.bin$/ },
    ...{ labels: 2, classes: 100, names: /^fine_label_names\.txt$/ },
  },
]

const nameOf = ({ path }: DataFile) => path.split('/').at(-1)!

function find(files: readonly DataFile[], split: Split) {
  for (const kind of kinds) {
    const parts = files.filter((file) => kind.files[split].test(nameOf(file)))
    if (parts.length > 0) return { kind, parts }
  }
  return undefined
}

/** One name a line; numbers where the file is missing or is another's. */
async function classNames(files: readonly DataFile[], { names, classes }: Kind) {
  const file = files.find((each) => names.test(nameOf(each)))
  const text = file ? new TextDecoder().decode(await file.bytes()) : ''
  const lines = text.split('\n').map((line) => line.trim())
  const given = lines.filter((line) => line !== '')
  return given.length === classes
    ? given
    : Array.from({ length: classes }, (_, number) => String(number))
}

/** @throws {DdpmError} `cifar.bytes-mismatch` */
function checkLength({ place }: DataFile, bytes: Uint8Array, record: number): number {
  if (bytes.length > 0 && bytes.length % record === 0) return bytes.length / record
  throw cifarError('cifar.bytes-mismatch', { have: bytes.length, record }).in(place)
}

/** Planes of red, green and blue as pixels. */
function interleave(planes: Uint8Array, into: Uint8Array): void {
  for (let pixel = 0; pixel < PLANE; pixel++) {
    for (let c = 0; c < CHANNELS; c++) into[CHANNELS * pixel + c] = planes[c * PLANE + pixel]
  }
}

interface Part {
  readonly file: DataFile
  readonly bytes: Uint8Array
  readonly count: number
}

function pixelsOf(parts: readonly Part[], { labels: before, classes }: Kind) {
  const count = parts.reduce((sum, part) => sum + part.count, 0)
  const images = new Uint8Array(count * IMAGE)
  const labels = new Uint8Array(count)
  let at = 0
  for (const { file, bytes, count: here } of parts) {
    for (let i = 0; i < here; i++, at++) {
      const start = i * (before + IMAGE) + before
      const label = bytes[start - 1]
      if (label >= classes) {
        throw cifarError('cifar.label-out-of-range', { label, most: classes - 1 }).in(file.place)
      }
      labels[at] = label
      interleave(
        bytes.subarray(start, start + IMAGE),
        images.subarray(at * IMAGE, (at + 1) * IMAGE),
      )
    }
  }
  return { count, images, labels }
}

async function read(
  { name, files }: DataFolder,
  options: ReadOptions,
): Promise<Dataset | undefined> {
  const found = find(files, options.split ?? 'train')
  if (!found) return undefined
  const { kind } = found
  const parts = (await readParts(found.parts, options)).map(({ file, bytes }) => {
    return { file, bytes, count: checkLength(file, bytes, kind.labels + IMAGE) }
  })
  const pixels = pixelsOf(parts, kind)
  const classes = await classNames(files, kind)
  return { name, height: SIDE, width: SIDE, channels: CHANNELS, classes, ...pixels }
}

export const cifarFolder: FolderSource = {
  name: 'CIFAR',
  help: 'the binary files of CIFAR-10 or CIFAR-100 (data_batch_1.bin, train.bin)',
  origin: 'folder',
  options: preparationSpecs,
  recognises: (files, { split = 'train' }) => find(files, split) !== undefined,
  read,
}
