/**
 * Classes by folders. Folders that all images lie in say nothing; the first level below them on which
 * images lie apart names the classes, as in torchvision, and what lies deeper belongs to them.
 */

import { readingError } from './errors/reading.ts'
import type { DataFile, DataFolder, Split } from './source.ts'

const foldersOf = ({ path }: DataFile) => path.split('/').slice(0, -1)

/** How many folders all of these files have in common. */
function commonDepth(files: readonly DataFile[]): number {
  if (files.length === 0) return 0
  // there are few folders, and many files in each
  const all = new Set(files.map(({ path }) => path.slice(0, path.lastIndexOf('/') + 1)))
  const [first, ...rest] = [...all].map((path) => path.split('/').slice(0, -1))
  let depth = first.length
  for (const folders of rest) {
    depth = Math.min(depth, folders.length)
    for (let i = 0; i < depth; i++) if (folders[i] !== first[i]) depth = i
  }
  return depth
}

/** Hidden files, and those that systems add. */
export const isExtra = (path: string): boolean =>
  path
    .split('/')
    .some(
      (part) =>
        part.startsWith('.') || part === '__MACOSX' || /^(thumbs\.db|desktop\.ini)$/i.test(part),
    )

const splitNames: Readonly<Record<Split, readonly RegExp[]>> = {
  train: [/^train(ing)?$/i],
  test: [/^test(ing)?$/i, /^(val|valid|validation)$/i],
}

/**
 * The files of a split, where folders say it (`train/`, `test/`, `val/`); all are for training where
 * none do.
 * @returns nothing where there are none of it
 */
export function filesOfSplit(
  files: readonly DataFile[],
  split: Split,
): readonly DataFile[] | undefined {
  const depth = commonDepth(files)
  const nameOf = (file: DataFile) => foldersOf(file)[depth] ?? ''
  const known = [...splitNames.train, ...splitNames.test]
  const isSplit =
    files.length > 0 && files.every((file) => known.some((name) => name.test(nameOf(file))))
  if (!isSplit) return split === 'train' ? files : undefined
  for (const name of splitNames[split]) {
    const found = files.filter((file) => name.test(nameOf(file)))
    if (found.length > 0) return found
  }
  return undefined
}

/** The files of a folder that may be images of a split, as containers or folders say it. */
export const filesOf = (
  { files, split: only }: DataFolder,
  split: Split,
): readonly DataFile[] | undefined => {
  const visible = files.filter(({ path }) => !isExtra(path))
  if (only === undefined) return filesOfSplit(visible, split)
  return only === split ? visible : undefined
}

/**
 * What names each image's class: what it comes from, or its folder.
 * @throws {DdpmError} `images.beside-classes` where some images lie beside the classes and some in them
 */
export function classNamer(
  place: string,
  images: readonly DataFile[],
): (file: DataFile) => string | undefined {
  if (images.some(({ className }) => className !== undefined)) return ({ className }) => className
  const depth = commonDepth(images)
  const classOf = (file: DataFile): string | undefined => foldersOf(file)[depth]
  const loose = images.filter((file) => classOf(file) === undefined)
  if (loose.length > 0 && loose.length < images.length) {
    const example = loose[0].path
    throw readingError('images.beside-classes', { place, images: loose.length, example })
  }
  return classOf
}

/**
 * Folders on the classes' level without an image.
 * @param folders all that there are, also those without files
 */
export function emptyClasses(
  images: readonly DataFile[],
  files: readonly DataFile[],
  folders: readonly string[] = [],
): string[] {
  const depth = commonDepth(images)
  const [first = { path: '' } as DataFile] = images
  const top = foldersOf(first).slice(0, depth)
  const paths = [...files.map(foldersOf), ...folders.map((folder) => folder.split('/'))]
  const filled = new Set(images.map((file) => foldersOf(file)[depth]))
  if (filled.has(undefined as never)) return []
  const names = paths
    .filter((path) => path.length > depth && top.every((name, i) => path[i] === name))
    .map((path) => path[depth])
  return [...new Set(names)].filter((name) => !filled.has(name) && !isExtra(name))
}
