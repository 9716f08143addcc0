/** Readers of option values: from the word typed to a checked value, or an error that teaches. */

import { statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { InvalidArgumentError } from '@commander-js/extra-typings'
import { nearest } from '../../base/nearest.ts'
import { outputProblem } from '../../hosts/node/output.ts'
import { sizeLimits } from './limits.ts'

type Reader<T> = (word: string) => T

/** The most that a whole number may be where its option names no limit: it counts, and sizes nothing. */
const MOST = 1_000_000_000
const MOST_LEVELS = 16

/**
 * Digits only: `Number` would take `1e3`, `0x10` and an empty word, too.
 * @param most below what memory of a process could hold, where the number is a size
 */
export function wholeNumber(least: number, most = MOST): Reader<number> {
  const range = `from ${least} to ${most}`
  return (word) => {
    const value = /^\d+$/.test(word) ? Number(word) : Number.NaN
    if (value >= least && value <= most) return value
    throw new InvalidArgumentError(`Use a whole number ${range}.`)
  }
}

/** A whole number, or one word in its place. */
export const wholeNumberOr =
  <Word extends string>(name: Word, least: number): Reader<number | Word> =>
  (word) =>
    word === name ? name : wholeNumber(least)(word)

/** What randomness comes from: any whole number that is exact. */
export const seed: Reader<number> = wholeNumber(0, Number.MAX_SAFE_INTEGER)

/** A finite number above 0, such as 0.001 or 1e-3. */
export function positiveNumber(word: string): number {
  const value = word.trim() === '' ? Number.NaN : Number(word)
  if (Number.isFinite(value) && value > 0) return value
  throw new InvalidArgumentError('Use a number above 0, such as 0.001 or 1e-3.')
}

/** A number in a range; `least` and `most` say whether its ends belong to it, and do where left out. */
export function numberBetween(
  low: number,
  high: number,
  { least = true, most = true } = {},
): Reader<number> {
  const from = least ? `of at least ${low}` : `above ${low}`
  const to = high === Infinity ? '' : ` and ${most ? 'at most' : 'below'} ${high}`
  return (word) => {
    const value = word.trim() === '' ? Number.NaN : Number(word)
    const inside = (least ? value >= low : value > low) && (most ? value <= high : value < high)
    if (inside && Number.isFinite(value)) return value
    throw new InvalidArgumentError(`Use a number ${from}${to}.`)
  }
}

/** A finite number, such as 0, 0.5 or -1. */
export function number(word: string): number {
  const value = word.trim() === '' ? Number.NaN : Number(word)
  if (Number.isFinite(value)) return value
  throw new InvalidArgumentError('Use a number, such as 0.5 or 2.')
}

/** One or more classes: `7`, or `0,1,2`. */
export function classNumbers(word: string): number[] {
  const parts = word.split(',').map((part) => part.trim())
  if (parts.every((part) => /^\d{1,9}$/.test(part))) return parts.map(Number)
  throw new InvalidArgumentError('Use class numbers, such as 7 or 0,1,2.')
}

/** One of some names; a near miss is answered with the nearest. */
export function oneOf<Name extends string>(names: readonly Name[]): Reader<Name> {
  return (word) => {
    const found = names.find((name) => name === word)
    if (found !== undefined) return found
    throw new InvalidArgumentError(`Use ${names.join(' or ')}${nearest(word, names)}.`)
  }
}

/** Two seeds. */
export function seedPair(word: string): [number, number] {
  const [a, b, ...rest] = word.split(',').map((part) => (/^\d+$/.test(part) ? Number(part) : -1))
  const isSeed = (value: number) => value >= 0 && Number.isSafeInteger(value)
  if (rest.length === 0 && isSeed(a) && isSeed(b)) return [a, b]
  throw new InvalidArgumentError('Use two whole numbers, such as 1,2.')
}

/** The channels of a network's levels. */
export function widths(word: string): number[] {
  const numbers = word.split(',').map((part) => (/^\d+$/.test(part.trim()) ? Number(part) : 0))
  const fit = numbers.every((n) => n >= 1 && n <= sizeLimits.width)
  if (fit && numbers.length <= MOST_LEVELS) return numbers
  throw new InvalidArgumentError(
    `Use whole numbers from 1 to ${sizeLimits.width}, at most ${MOST_LEVELS}, such as 64,128,256.`,
  )
}

/** Levels from 0, or `none`. */
export function levels(word: string): number[] {
  if (word === 'none') return []
  const parts = word.split(',').map((part) => part.trim())
  if (parts.every((part) => /^\d{1,3}$/.test(part))) return parts.map(Number)
  throw new InvalidArgumentError('Use levels, such as 1 or 1,2, or none.')
}

/** An even whole number: half sines, half cosines. */
export function timeDim(word: string): number {
  const value = /^\d+$/.test(word) ? Number(word) : 0
  if (value >= 4 && value <= sizeLimits.timeDim && value % 2 === 0) return value
  throw new InvalidArgumentError(`Use an even whole number from 4 to ${sizeLimits.timeDim}.`)
}

/** A multiple of 4, as SimpleUNet halves twice. */
export function imageSize(word: string): number {
  const value = /^\d+$/.test(word) ? Number(word) : 0
  if (value >= 4 && value <= sizeLimits.imageSize && value % 4 === 0) return value
  throw new InvalidArgumentError(`Use a multiple of 4 from 4 to ${sizeLimits.imageSize}.`)
}

/** Where a PNG is to be written: no other kind by its name, and no folder. */
export function pngFile(word: string): string {
  const problem = outputProblem(word)
  if (problem) throw new InvalidArgumentError(`${problem}: name another place.`)
  if (statSync(word, { throwIfNoEntry: false })?.isDirectory()) {
    throw new InvalidArgumentError(
      `It is a folder: name a file in it, such as ${join(word, 'samples.png')}.`,
    )
  }
  if (extname(word).toLowerCase() === '.png') return word
  throw new InvalidArgumentError('Pictures are written as PNG: use a name that ends in .png.')
}
