/** Readers of option values: from the word typed to a checked value, or an error that teaches. */

import { InvalidArgumentError } from '@commander-js/extra-typings'
import { nearest } from '../../engine/nearest.ts'

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

/** A finite number above 0, such as 0.001 or 1e-3. */
export function positiveNumber(word: string): number {
  const value = word.trim() === '' ? Number.NaN : Number(word)
  if (Number.isFinite(value) && value > 0) return value
  throw new InvalidArgumentError('Use a number above 0, such as 0.001 or 1e-3.')
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

/** Three whole numbers: the widths of simple-unet. */
export function widths(word: string): [number, number, number] {
  const numbers = word.split(',').map((part) => (/^\d+$/.test(part.trim()) ? Number(part) : 0))
  if (numbers.length === 3 && numbers.every((n) => n >= 1)) {
    return numbers as [number, number, number]
  }
  throw new InvalidArgumentError('Use three whole numbers, such as 64,128,256.')
}

/** An even whole number of at least 4: half sines, half cosines. */
export function timeDim(word: string): number {
  const value = /^\d+$/.test(word) ? Number(word) : 0
  if (value >= 4 && value % 2 === 0) return value
  throw new InvalidArgumentError('Use an even whole number of at least 4.')
}

/** A multiple of 4, as SimpleUNet halves twice; digits need at least 12. */
export function imageSize(word: string): number {
  const value = /^\d+$/.test(word) ? Number(word) : 0
  if (value >= 12 && value % 4 === 0) return value
  throw new InvalidArgumentError('Use a multiple of 4 of at least 12.')
}
