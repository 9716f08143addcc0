/** Folders of IDX files, named as MNIST's are. */

import type { Dataset } from '../dataset.ts'
import { mnistFromFiles } from '../mnist.ts'
import { preparationSpecs } from '../preparation-specs.ts'
import type { DataFile, DataFolder, FolderSource, ReadOptions, Split } from '../source.ts'
import { readParts } from './parts.ts'

/** Where distributions put the files below the folder a user names; torchvision's come last. */
const PLACES = ['', 'raw/', 'MNIST/raw/']

const prefixes: Record<Split, RegExp> = { train: /^train/i, test: /^(t10k|test)/i }
const isLabels = (name: string) => /label|idx1/i.test(name)
/** Whether a file is named as IDX files are. */
export const isIdx = (name: string) => /[-.]idx\d?(-ubyte)?(\.gz)?$/i.test(name)

interface Found {
  readonly images: DataFile
  readonly labels?: DataFile
}

/** The shortest name first: an unzipped file before a gzipped one. */
const byLength = (a: DataFile, b: DataFile) => a.path.length - b.path.length

function pair(files: readonly DataFile[]): Found | undefined {
  const sorted = [...files].sort(byLength)
  const images = sorted.find(({ path }) => !isLabels(path))
  return images && { images, labels: sorted.find(({ path }) => isLabels(path)) }
}

/** Files of a split by their names; without any such name, all are files to train on. */
function find(files: readonly DataFile[], split: Split): Found | undefined {
  for (const place of PLACES) {
    const here = files.filter(
      ({ path }) =>
        path.startsWith(place) && isIdx(path) && !path.slice(place.length).includes('/'),
    )
    const nameOf = ({ path }: DataFile) => path.slice(place.length)
    const named = here.filter((file) => prefixes[split].test(nameOf(file)))
    const isNamed = here.some((file) =>
      Object.values(prefixes).some((prefix) => prefix.test(nameOf(file))),
    )
    const found = pair(isNamed || split === 'test' ? named : here)
    if (found) return found
  }
  return undefined
}

async function read(
  { name, files }: DataFolder,
  options: ReadOptions,
): Promise<Dataset | undefined> {
  const found = find(files, options.split ?? 'train')
  if (!found) return undefined
  const parts = await readParts([found.images, ...(found.labels ? [found.labels] : [])], options)
  const [images, labels] = parts.map(({ file, bytes }) => ({ name: file.place, bytes }))
  const data = await mnistFromFiles(images, labels, name)
  options.signal?.throwIfAborted()
  return data
}

export const idxFolder: FolderSource = {
  name: 'IDX files',
  help: 'IDX files (train-images-idx3-ubyte, also with .gz)',
  origin: 'folder',
  options: preparationSpecs,
  recognises: (files, { split = 'train' }) => find(files, split) !== undefined,
  read,
}
