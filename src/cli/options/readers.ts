/** Readers of option values: from the word typed to a checked value, or an error that teaches. */

import { statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { InvalidArgumentError } from '@commander-js/extra-typings'
import { nearest } from '../../engine/nearest.ts'
import { outputProblem } from '../../platform/node-output.ts'

type Reader<T> = (word: string) => T

/** Digits only: `Number` would take `1e3`, `0x10` and an empty word, too. */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): Reader<number> {
  const range =
    most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`
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

/** Two whole numbers from 0. */
export function seedPair(word: string): [number, number] {
  const [a, b, ...rest] = word.split(',').map((part) => (/^\d+$/.test(part) ? Number(part) : -1))
  if (rest.length === 0 && a >= 0 && b >= 0) return [a, b]
  throw new InvalidArgumentError('Use two whole numbers, such as 1,2.')
}

/** Whole numbers of at least 1: the widths of a network's levels. */
export function widths(word: string): number[] {
  const numbers = word.split(',').map((part) => (/^\d+$/.test(part.trim()) ? Number(part) : 0))
  if (numbers.every((n) => n >= 1)) return numbers
  throw new InvalidArgumentError('Use whole numbers, such as 64,128,256.')
}

/** Levels from 0, or `none`. */
export function levels(word: string): number[] {
  if (word === 'none') return []
  const parts = word.split(',').map((part) => part.trim())
  if (parts.every((part) => /^\d{1,3}$/.test(part))) return parts.map(Number)
  throw new InvalidArgumentError('Use levels, such as 1 or 1,2, or none.')
}

/** An even whole number of at least 4: half sines, half cosines. */
export function timeDim(word: string): number {
  const value = /^\d+$/.test(word) ? Number(word) : 0
  if (value >= 4 && value % 2 === 0) return value
  throw new InvalidArgumentError('Use an even whole number of at least 4.')
}

/** A multiple of 4, as SimpleUNet halves twice. */
export function imageSize(word: string): number {
  const value = /^\d+$/.test(word) ? Number(word) : 0
  if (value >= 4 && value % 4 === 0) return value
  throw new InvalidArgumentError('Use a multiple of 4.')
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
