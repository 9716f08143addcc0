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

/** Those of `parts` that were asked for; all where none was. @throws {Error} where one is unknown */
function chosen(parts: readonly string[], asked: readonly string[]): readonly string[] {
  const unknown = asked.find((part) => !parts.includes(part))
  if (unknown !== undefined) throw new Error(`no part ${unknown}: there are ${parts.join(', ')}`)
  return asked.length > 0 ? asked : parts
}

/**
 * Options that are whole numbers, given their defaults, and names of the script's parts, if it has
 * any: `--rounds 5 batches sampling`.
 * @throws {Error} where something is unknown or no whole number of at least 1.
 */
export function readOptions<Name extends string>(
  defaults: Readonly<Record<Name, number>>,
  parts: readonly string[] = [],
  args = process.argv.slice(2),
): Record<Name, number> & { readonly parts: readonly string[] } {
  const names = Object.keys(defaults) as Name[]
  const options = Object.fromEntries(
    names.map((name) => [name, { type: 'string' as const, default: String(defaults[name]) }]),
  )
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const read = (name: Name) => [name, wholeNumber(name, String(values[name]))] as const
  const numbers = Object.fromEntries(names.map(read)) as Record<Name, number>
  return { ...numbers, parts: chosen(parts, positionals) }
}
