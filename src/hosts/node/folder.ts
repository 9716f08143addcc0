/** A folder on disk as the list of files that `data/` reads. */

import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, join, relative, resolve } from 'node:path'
import { isExtra } from '../../data/class-folders.ts'
import { isDataFile } from '../../data/containers/open.ts'
import type { DataFile, DataFolder } from '../../data/source.ts'
import { systemError } from './errors.ts'
import { bytesOf } from './file-bytes.ts'
import { hostsError } from './host-errors.ts'
import { openAt } from './random-access.ts'

/** What a folder holds, links followed; what leads nowhere and what is hidden is left out. */
async function namesIn(folder: string): Promise<{ files: string[]; folders: string[] }> {
  const files: string[] = []
  const folders: string[] = []
  const entries = await readdir(folder, { withFileTypes: true }).catch((error) => {
    throw systemError({ path: folder, action: 'read' }, error)
  })
  const byName = entries
    .filter(({ name }) => !isExtra(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of byName) {
    const { name } = entry
    const found = entry.isSymbolicLink()
      ? await stat(join(folder, name)).catch(() => undefined)
      : entry
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
  onDisk: place,
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

/** What was found so far. */
interface Listing {
  /** Where the folder that was named lies, links followed. */
  readonly home: string
  /** Folders by where they lie, so that links do not lead to one twice. */
  readonly seen: Set<string>
  readonly files: DataFile[]
  readonly folders: string[]
}

/** Adds what lies below a folder: its files before its folders. */
async function list(root: string, folder: string, found: Listing, signal?: AbortSignal) {
  signal?.throwIfAborted()
  const { files, folders } = await namesIn(join(root, folder))
  for (const file of listed(root, folder, files)) found.files.push(file)
  for (const name of folders) {
    const path = folder === '' ? name : `${folder}/${name}`
    const real = await realpath(join(root, path))
    const isAround = !relative(real, found.home).startsWith('..')
    if (isAround || found.seen.has(real)) continue
    found.seen.add(real)
    found.folders.push(path)
    await list(root, path, found, signal)
  }
}

/**
 * The files of a folder and of the folders in it, at any depth; links are followed, but not to a folder
 * around them or one that was listed.
 * @throws {DdpmError} `data.not-a-folder`, `system.…` where it cannot be read; the signal's reason
 */
export async function openFolder(path: string, signal?: AbortSignal): Promise<DataFolder> {
  const stats = await stat(path).catch(() => undefined)
  if (!stats?.isDirectory()) throw hostsError('data.not-a-folder', { path })
  const home = await realpath(path)
  const found: Listing = { home, seen: new Set([home]), files: [], folders: [] }
  await list(path, '', found, signal)
  const { files, folders } = found
  return { name: basename(resolve(path)), place: path, files, folders }
}
