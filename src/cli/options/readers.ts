/** Readers of option values: from the word typed to a checked value, or an error that teaches. */

import { statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { outputProblem } from '../../hosts/node/output.ts'
import { usageError } from '../usage-errors.ts'

type Reader<T> = (word: string) => T

/** The most that a whole number may be where its option names no limit: it counts, and sizes nothing. */
const MOST = 1_000_000_000

/**
 * Digits only: `Number` would take `1e3`, `0x10` and an empty word, too.
 * @param most below what memory of a process could hold, where the number is a size
 */
export function wholeNumber(least: number, most = MOST): Reader<number> {
  return (word) => {
    const value = /^\d+$/.test(word) ? Number(word) : Number.NaN
    if (value >= least && value <= most) return value
    throw usageError('usage.not-whole-number', { least, most })
  }
}

/** What randomness comes from: any whole number that is exact. */
export const seed: Reader<number> = wholeNumber(0, Number.MAX_SAFE_INTEGER)

/** A number in a range; `least` and `most` say whether its ends belong to it, and do where left out. */
export function numberBetween(
  low: number,
  high: number,
  { least = true, most = true } = {},
): Reader<number> {
  return (word) => {
    const value = word.trim() === '' ? Number.NaN : Number(word)
    const inside = (least ? value >= low : value > low) && (most ? value <= high : value < high)
    if (inside && Number.isFinite(value)) return value
    const range = { low, high: high === Infinity ? undefined : high, least, most }
    throw usageError('usage.not-in-range', range)
  }
}

/** A finite number, such as 0, 0.5 or -1. */
export function number(word: string): number {
  const value = word.trim() === '' ? Number.NaN : Number(word)
  if (Number.isFinite(value)) return value
  throw usageError('usage.not-number', { examples: ['0.5', '2'] })
}

/** One or more classes, which the model judges: `cat,dog`, `7`, or `0,1,2`. */
export function classWords(word: string): string[] {
  const parts = word.split(',').map((part) => part.trim())
  if (parts.every((part) => part !== '')) return parts
  throw usageError('usage.not-classes')
}

/** One of some names; a near miss is answered with the nearest. */
export function oneOf<Name extends string>(names: readonly Name[]): Reader<Name> {
  return (word) => {
    const found = names.find((name) => name === word)
    if (found !== undefined) return found
    throw usageError('usage.not-a-choice', { value: word, choices: names })
  }
}

/** Two seeds. */
export function seedPair(word: string): [number, number] {
  const [a, b, ...rest] = word.split(',').map((part) => (/^\d+$/.test(part) ? Number(part) : -1))
  const isSeed = (value: number) => value >= 0 && Number.isSafeInteger(value)
  if (rest.length === 0 && isSeed(a) && isSeed(b)) return [a, b]
  throw usageError('usage.not-two-seeds')
}

function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
  } catch {
    return false // `outputProblem` says why it cannot be checked
  }
}

/** Where a PNG is to be written: a name that says so, in a place that can be written. */
export function pngFile(word: string): string {
  if (isFolder(word)) {
    throw usageError('usage.output-is-folder', { example: join(word, 'samples.png') })
  }
  const reason = outputProblem(word)
  if (reason) throw usageError('usage.output-blocked', { reason })
  if (extname(word).toLowerCase() === '.png') return word
  throw usageError('usage.output-not-png')
}
