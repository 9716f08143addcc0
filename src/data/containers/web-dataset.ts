/** WebDataset's samples: files of one name and several endings, `1.png` with `1.cls` or `1.json`. */

import { pacer } from '../../base/pace.ts'
import type { DataFile, ReadOptions } from '../source.ts'
import { wordOf } from './label-words.ts'

/** Keys of a sample's JSON that may hold its class, the first that is there. */
const LABELS = ['label', 'class', 'cls', 'class_name']
/** Longer files are no labels. */
const isLabel = ({ path }: DataFile) => /\.(cls|json)$/i.test(path)

/** A sample's name ends at the first dot of the file's. */
const sampleOf = ({ path }: DataFile) => path.replace(/(^|\/)([^/.]*)[^/]*$/, '$1$2')

function classIn(path: string, text: string): string | undefined {
  if (!/\.json$/i.test(path)) return wordOf(text)
  try {
    const said: unknown = JSON.parse(text)
    if (typeof said !== 'object' || said === null) return undefined
    const values = said as Record<string, unknown>
    return wordOf(values[LABELS.find((key) => Object.hasOwn(values, key)) ?? ''])
  } catch {
    return undefined // another's file
  }
}

/**
 * The classes of samples, where files beside the images say them.
 * @returns nothing where there are none
 */
export async function sampleClasses(
  files: readonly DataFile[],
  { signal }: ReadOptions,
): Promise<((file: DataFile) => string | undefined) | undefined> {
  const others = new Set(files.filter((file) => !isLabel(file)).map(sampleOf))
  const labels = files.filter((file) => isLabel(file) && others.has(sampleOf(file)))
  const pace = pacer(signal)
  const classes = new Map<string, string>()
  for (const file of labels) {
    await pace()
    const found = classIn(file.path, new TextDecoder().decode(await file.bytes()))
    if (found !== undefined) classes.set(sampleOf(file), found)
  }
  return classes.size > 0 ? (file) => classes.get(sampleOf(file)) : undefined
}

export const isOfSample = isLabel
