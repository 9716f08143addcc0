/**
 * Datasets from folders of pictures: PNG read here, other kinds by the package sharp where it is
 * installed. Sub-folders are classes; what lies deeper is left alone.
 */

import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, extname, join, relative, resolve } from 'node:path'
import { DdpmError, UserError } from '../../base/errors.ts'
import type { Dataset } from '../../data/dataset.ts'
import { datasetOf, type LabelledImage } from '../../data/image-set.ts'
import { toSquare } from '../../data/resize.ts'
import { decodePng } from '../../formats/png.ts'
import type { Raster } from '../../formats/raster.ts'
import { systemReason } from './errors.ts'
import { readWhole } from './files.ts'
import { decodeBySharp, sharpKinds } from './sharp.ts'

export interface ImageFolderOptions {
  /** Height and width that every picture is brought to; without it they must agree. */
  readonly size?: number
  /** Told what was left out. */
  readonly onNotice?: (text: string) => void
}

interface ImageFile {
  readonly path: string
  readonly className?: string
}

/** Of a hundred files so many may be broken and are left out; with more the folder is refused. */
const BROKEN_PER_CENT = 5

const isPicture = (name: string) => {
  const kind = extname(name).toLowerCase()
  return kind === '.png' || sharpKinds.includes(kind)
}
const isHidden = (name: string) => name.startsWith('.')

/** What a folder holds, links followed; what leads nowhere is left out. */
async function listFolder(folder: string): Promise<{ files: string[]; folders: string[] }> {
  const files: string[] = []
  const folders: string[] = []
  const names = await readdir(folder).catch((error) => {
    throw new UserError(`${folder} cannot be read: ${systemReason(error)}`, { cause: error })
  })
  for (const name of names.sort()) {
    const found = await stat(join(folder, name)).catch(() => undefined)
    if (isHidden(name) || !found) continue
    if (found.isDirectory()) folders.push(name)
    else if (found.isFile()) files.push(name)
  }
  return { files, folders }
}

/** Pictures of each sub-folder. A link back to a folder that was seen, or around it, is no class. */
async function classFiles(folder: string, folders: readonly string[]): Promise<ImageFile[]> {
  const root = await realpath(folder)
  const seen = new Set<string>()
  const files: ImageFile[] = []
  for (const className of folders) {
    const path = join(folder, className)
    const real = await realpath(path)
    const isAround = !relative(real, root).startsWith('..')
    if (isAround || seen.has(real)) continue
    seen.add(real)
    const inside = (await listFolder(path)).files.filter(isPicture)
    files.push(...inside.map((name) => ({ path: join(path, name), className })))
  }
  return files
}

async function imageFiles(folder: string): Promise<ImageFile[]> {
  const { files, folders } = await listFolder(folder)
  const loose = files.filter(isPicture)
  const sorted = await classFiles(folder, folders)
  if (loose.length > 0 && sorted.length > 0) {
    throw new UserError(
      `${folder} has ${loose.length} pictures beside its classes, such as ${loose[0]}: move them ` +
        'into a sub-folder, or all pictures into one folder',
    )
  }
  if (loose.length + sorted.length === 0) throw noPictures(folder, [...folders, ...files])
  return [...loose.map((name) => ({ path: join(folder, name) })), ...sorted]
}

function noPictures(folder: string, names: readonly string[]): UserError {
  const more = names.length > 8 ? ` and ${names.length - 8} more` : ''
  const found = names.length ? `found ${names.slice(0, 8).join(', ')}${more}` : 'it is empty'
  return new UserError(
    `${folder} holds no pictures (${found}): give a folder with PNG files, or with a sub-folder ` +
      'of them per class; or with IDX files, such as train-images-idx3-ubyte',
  )
}

/** @throws {DdpmError} where the file is not what its name says, or damaged. */
async function readPicture(path: string): Promise<Raster> {
  const bytes = await readWhole(path)
  return extname(path).toLowerCase() === '.png' ? decodePng(bytes) : await decodeBySharp(bytes)
}

/** Pictures that can be read, and what is wrong with the others. */
async function readAll(files: readonly ImageFile[], size: number | undefined) {
  const pictures: LabelledImage[] = []
  const broken: string[] = []
  for (const { path, className } of files) {
    try {
      const picture = await readPicture(path)
      pictures.push({ image: size ? toSquare(picture, size) : picture, className })
    } catch (error) {
      if (!(error instanceof DdpmError) || error instanceof UserError) throw error
      if (error.code === 'image.sharp-missing') throw error.in(path)
      broken.push(`${path}: ${error.message}`)
    }
  }
  return { pictures, broken }
}

/**
 * Reads a folder of pictures, or one of sub-folders with a class each. They come out grey where
 * all are grey, else RGB; what is transparent is laid over white. With `size` the square in the
 * middle of each is brought to it by averaging.
 * @throws {UserError} where there are none, sizes differ and `size` is not given, more than a few
 * files are broken, or a kind is met that needs sharp and sharp is not installed.
 */
export async function loadImageFolder(
  folder: string,
  { size, onNotice }: ImageFolderOptions = {},
): Promise<Dataset> {
  const files = await imageFiles(folder)
  const { pictures, broken } = await readAll(files, size)
  if (broken.length > (files.length * BROKEN_PER_CENT) / 100) {
    const more = broken.length > 1 ? ` (and ${broken.length - 1} more)` : ''
    throw new UserError(
      `${broken.length} of the ${files.length} pictures in ${folder} are broken: ${broken[0]}${more}; ` +
        'mend them or take them out',
    )
  }
  for (const flaw of broken) onNotice?.(`left out ${flaw}`)
  return datasetOf(basename(resolve(folder)), pictures)
}
