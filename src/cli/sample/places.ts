/** Where samples go: one grid, a file for each, or one file of numbers. */

import { statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { outputProblem } from '../../hosts/node/output.ts'
import { usageError } from '../usage-errors.ts'

/** A grid as a PNG, a folder with a PNG for each sample, or NumPy's arrays for evaluators. */
export type PlaceKind = 'grid' | 'folder' | 'arrays'

const isFolder = (path: string) =>
  /[/\\]$/.test(path) || (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false)

/** What a place is for, by its name or by what is there. */
export function kindOfPlace(path: string): PlaceKind {
  if (isFolder(path)) return 'folder'
  return extname(path).toLowerCase() === '.npz' ? 'arrays' : 'grid'
}

/**
 * Where samples are to be written: a name that says how, in a place that can be written.
 * @throws {DdpmError} `usage.output-blocked`, `usage.samples-place-unclear`
 */
export function samplesPlace(word: string): string {
  const kind = kindOfPlace(word)
  const reason = outputProblem(kind === 'folder' ? join(word, 'any.png') : word)
  if (reason) throw usageError('usage.output-blocked', { reason })
  if (kind !== 'grid' || extname(word).toLowerCase() === '.png') return word
  throw usageError('usage.samples-place-unclear', { word })
}

/** A name that every file system takes. */
const fileName = (name: string) => name.replace(/[^\p{L}\p{N}._-]+/gu, '-')

/** `seed0-00012-cat.png`: the seed, the number and the class of a sample, which make it again. */
export function sampleName(seed: number, index: number, className: string | undefined): string {
  const number = String(index).padStart(5, '0')
  const kind = className === undefined ? '' : `-${fileName(className)}`
  return `seed${seed}-${number}${kind}.png`
}
