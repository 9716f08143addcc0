/** Datasets from folders on disk: finds IDX files by name and reads them. It downloads nothing. */

import { open, readdir } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { DdpmError, UserError } from '../../base/errors.ts'
import type { Dataset } from '../../data/dataset.ts'
import { mnistFromFiles, type NamedBytes } from '../../data/mnist.ts'
import { systemReason } from './errors.ts'

export type Split = 'train' | 'test'

const prefixes: Record<Split, string> = { train: 'train', test: 't10k' }

/** Where distributions put the files below the folder a user names; torchvision's come last. */
const SUBFOLDERS = ['.', 'raw', 'MNIST/raw']

/** More than any image set that fits a program in memory. */
const MOST_BYTES = 2 ** 31 - 1

async function listFolder(folder: string): Promise<string[] | undefined> {
  try {
    return (await readdir(folder)).sort()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw new UserError(`${folder} cannot be read: ${systemReason(error)}`, { cause: error })
  }
}

/** The file of these that holds `what`; an unzipped one before a gzipped one. */
function pick(names: readonly string[], prefix: string, what: 'images' | 'labels') {
  const pattern = new RegExp(`^${prefix}-${what}[-.]idx[134]-ubyte(\\.gz)?$`, 'i')
  return names.filter((name) => pattern.test(name)).sort((a, b) => a.length - b.length)[0]
}

async function readNamed(folder: string, name: string): Promise<NamedBytes> {
  const path = join(folder, name)
  try {
    const file = await open(path)
    try {
      const { size } = await file.stat()
      if (size > MOST_BYTES) throw new UserError(`${path} is ${size} bytes; 2 GiB is the most`)
      return { name: path, bytes: new Uint8Array(await file.readFile()) }
    } finally {
      await file.close()
    }
  } catch (error) {
    if (error instanceof DdpmError) throw error
    throw new UserError(`${path} cannot be read: ${systemReason(error)}`, { cause: error })
  }
}

function showSome(names: readonly string[]): string {
  if (names.length === 0) return 'the folder is empty'
  const more = names.length > 8 ? ` and ${names.length - 8} more` : ''
  return `found ${names.slice(0, 8).join(', ')}${more}`
}

function missing(path: string, top: readonly string[] | undefined, prefix: string): UserError {
  const expected = `${prefix}-images-idx3-ubyte`
  if (!top) {
    return new UserError(
      `${path} is no folder: give the folder that holds ${expected} (or ${expected}.gz)`,
    )
  }
  return new UserError(
    `${path} holds no IDX images: ${showSome(top)}; expected ${expected} or ${expected}.gz, ` +
      `and for labels ${prefix}-labels-idx1-ubyte or the same with .gz`,
  )
}

/** The folder below `path`, or itself, that has the split's images; with what else it has. */
async function findImages(path: string, split: Split) {
  for (const subfolder of SUBFOLDERS) {
    const folder = join(path, subfolder)
    const names = (await listFolder(folder)) ?? []
    const images = pick(names, prefixes[split], 'images')
    if (images) return { folder, images, labels: pick(names, prefixes[split], 'labels') }
  }
  return undefined
}

/** Whether a folder has the IDX images of a split. */
export async function hasIdxImages(path: string, split: Split = 'train'): Promise<boolean> {
  return (await findImages(path, split)) !== undefined
}

/**
 * Reads a folder of IDX files named as MNIST's are (`train-images-idx3-ubyte`, with `.idx3`, and
 * with `.gz`, too), or a folder into which torchvision has put MNIST. Labels may be missing.
 * @throws {UserError} saying what was found and what was expected, or which file is damaged.
 */
export async function loadIdxFolder(path: string, split: Split = 'train'): Promise<Dataset> {
  const found = await findImages(path, split)
  if (!found) throw missing(path, await listFolder(path), prefixes[split])
  const { folder, images, labels } = found
  return await mnistFromFiles(
    await readNamed(folder, images),
    labels === undefined ? undefined : await readNamed(folder, labels),
    basename(resolve(path)),
  )
}
