/** Whether files on disk are those they were: by names, sizes, times and places, without reading them. */

import { createHash, type Hash } from 'node:crypto'
import { readdirSync, realpathSync, type Stats, statSync } from 'node:fs'
import { sep } from 'node:path'
import { pacer } from '../../base/pace.ts'

/** Between two looks at the clock. */
const FILES_OF_A_SLICE = 64

/** What changes with a file: times are in milliseconds, with as much of their parts as a file system keeps. */
const numbersOf = ({ size, mtimeMs, ctimeMs, ino }: Stats) => [size, mtimeMs, ctimeMs, ino]

/** Adds what lies in a folder; what is hidden is no data. */
async function addFolder(
  hash: Hash,
  folder: string,
  seen: Set<string>,
  pace: () => Promise<void>,
): Promise<void> {
  const real = realpathSync(folder)
  if (seen.has(real)) return
  seen.add(real)
  const names: string[] = []
  // as numbers: to write them out in digits takes as long as to ask for them
  const numbers: number[] = []
  const folders: string[] = []
  for (const [i, name] of readdirSync(folder).sort().entries()) {
    if (i % FILES_OF_A_SLICE === 0) await pace()
    if (name.startsWith('.')) continue
    const path = `${folder}${sep}${name}`
    const stats = statSync(path, { throwIfNoEntry: false })
    if (!stats) continue
    names.push(name)
    numbers.push(...numbersOf(stats))
    if (stats.isDirectory()) folders.push(path)
  }
  hash.update([folder, ...names, ''].join('\0')).update(Float64Array.from(numbers))
  for (const path of folders) await addFolder(hash, path, seen, pace)
}

/**
 * A word that changes with a file, or with what lies in a folder. 60,000 files take a third of
 * a second, for which they are asked one after the other in slices: asynchronous calls take ten times as long.
 * @returns nothing where the place cannot be listed
 * @throws the signal's reason once it is aborted
 */
export async function fingerprint(
  path: string,
  about: unknown,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const hash = createHash('sha256').update(`${JSON.stringify(about)}\n${path}\n`)
  try {
    const stats = statSync(path)
    if (stats.isDirectory()) await addFolder(hash, path, new Set(), pacer(signal))
    else hash.update(Float64Array.from(numbersOf(stats)))
    return hash.digest('hex')
  } catch {
    signal?.throwIfAborted()
    return undefined
  }
}
