/** A folder on disk as the list of files that `data/` reads. */

import { open, readdir, realpath, stat } from 'node:fs/promises'
import { basename, join, relative, resolve } from 'node:path'
import { isDataFile } from '../../data/containers/open.ts'
import type { DataFile, DataFolder } from '../../data/source.ts'
import { folderSources } from '../../data/sources.ts'
import { systemError } from './errors.ts'
import { hostsError } from './host-errors.ts'
import { openAt } from './random-access.ts'

/** More than any image set that fits a program in memory. */
const MOST_BYTES = 2 ** 31 - 1

async function bytesOf(path: string): Promise<Uint8Array> {
  const file = await open(path).catch((error) => {
    throw systemError({ path, action: 'read' }, error)
  })
  try {
    const { size } = await file.stat()
    if (size > MOST_BYTES)
      throw hostsError('file.too-large', { path, bytes: size, most: MOST_BYTES })
    return new Uint8Array(await file.readFile())
  } catch (error) {
    throw (error as NodeJS.ErrnoException).syscall
      ? systemError({ path, action: 'read' }, error)
      : error
  } finally {
    await file.close()
  }
}

/** What a folder holds, links followed; what leads nowhere and what is hidden is left out. */
async function namesIn(folder: string): Promise<{ files: string[]; folders: string[] }> {
  const files: string[] = []
  const folders: string[] = []
  const names = await readdir(folder).catch((error) => {
    throw systemError({ path: folder, action: 'read' }, error)
  })
  for (const name of names.filter((each) => !each.startsWith('.')).sort()) {
    const found = await stat(join(folder, name)).catch(() => undefined)
    if (found?.isDirectory()) folders.push(name)
    // where a file should be, a pipe or a socket is an error when it is read
    else if (found) files.push(name)
  }
  return { files, folders }
}

const listed = (root: string, folder: string, names: readonly string[]): DataFile[] =>
  names.map((name) => {
    const place = join(root, folder, name)
    return dataFile(folder === '' ? name : `${folder}/${name}`, place)
  })

const dataFile = (path: string, place: string): DataFile => ({
  ...{ path, place },
  bytes: () => bytesOf(place),
  open: () => openAt(place),
})

/** The set's name is that of the file, without its endings. */
const titleOf = (path: string) => basename(path).replace(/(\.tar)?\.[^.]+$/, '') || basename(path)

/**
 * A file on disk as a folder with nothing else in it.
 * @throws {DdpmError} `data.is-file` where it is neither an archive nor another kind of file with images
 */
export async function openFile(path: string): Promise<DataFolder> {
  const file = dataFile(basename(path), path)
  if (!(await isDataFile(file))) throw hostsError('data.is-file', { data: path })
  return { name: titleOf(path), place: path, files: [file] }
}

/** Sub-folders, but for links back to a folder that was seen, or around it. */
async function distinct(root: string, folders: readonly string[]): Promise<string[]> {
  const home = await realpath(root)
  const seen = new Set<string>()
  const kept: string[] = []
  for (const folder of folders) {
    const real = await realpath(join(root, folder))
    const isAround = !relative(real, home).startsWith('..')
    if (isAround || seen.has(real)) continue
    seen.add(real)
    kept.push(folder)
  }
  return kept
}

/**
 * The files of a folder and of its sub-folders, and those that a source of images knows deeper down.
 * @throws {DdpmError} `data.not-a-folder`, `system.…` where it cannot be read; the signal's reason
 */
export async function openFolder(path: string, signal?: AbortSignal): Promise<DataFolder> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isDirectory()) throw hostsError('data.not-a-folder', { path })
  const top = await namesIn(path)
  const files = listed(path, '', top.files)
  const further = folderSources.flatMap(({ deeper }) => deeper)
  for (const folder of [...(await distinct(path, top.folders)), ...further]) {
    signal?.throwIfAborted()
    if (!(await stat(join(path, folder)).catch(() => undefined))?.isDirectory()) continue
    files.push(...listed(path, folder, (await namesIn(join(path, folder))).files))
  }
  return { name: basename(resolve(path)), place: path, files }
}
