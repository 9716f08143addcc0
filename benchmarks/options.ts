/** Command-line options that the measuring scripts share. */

import { parseArgs } from 'node:util'

/** A whole number of at least 1. @throws {Error} naming the option where it is none. */
export function wholeNumber(option: string, text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) {
    throw new Error(`--${option} is ${text}: use a whole number of at least 1`)
  }
  return value
}

/**
 * Options that are whole numbers, given their defaults: `--rounds 5 --threads 2`.
 * @throws {Error} where one is unknown or no whole number of at least 1.
 */
export function numbers<Name extends string>(
  defaults: Readonly<Record<Name, number>>,
): Record<Name, number> {
  const names = Object.keys(defaults) as Name[]
  const options = Object.fromEntries(
    names.map((name) => [name, { type: 'string' as const, default: String(defaults[name]) }]),
  )
  const { values } = parseArgs({ options })
  const read = (name: Name) => [name, wholeNumber(name, String(values[name]))] as const
  return Object.fromEntries(names.map(read)) as Record<Name, number>
}
