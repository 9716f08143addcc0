/** Flags made from the specs of options: how each is typed, read and described. */

import { Option } from '@commander-js/extra-typings'
import { parseSize } from '../../base/image-size.ts'
import {
  explainedRange,
  flagOf,
  type OptionSpec,
  type OptionSpecs,
  rangeOf,
  shortRangeOf,
  type ValueOf,
} from '../../base/option-specs.ts'
import { fits } from '../../base/options.ts'
import { usageError } from '../usage-errors.ts'
import { oneOf } from './readers.ts'

/** Whose options they are: a sampler, a source of images, a recipe. */
export interface Owner {
  readonly name: string
  readonly options: OptionSpecs
}

interface Owned {
  readonly spec: OptionSpec
  readonly owners: readonly string[]
}

/** An option's specs, with the owners that have it so. */
function ownedBy(owners: readonly Owner[], key: string): Owned[] {
  const found = owners.flatMap(({ name, options }) =>
    Object.hasOwn(options, key) ? [{ spec: options[key], owner: name }] : [],
  )
  return [...new Set(found.map(({ spec }) => spec))].map((spec) => ({
    spec,
    owners: found.filter((one) => one.spec === spec).map(({ owner }) => owner),
  }))
}

/** Whether a flag stands alone: without it, it is off. */
const isSwitch = (spec: OptionSpec) => spec.kind === 'toggle' && spec.default === false

/** What follows the flag in the help. */
function valueWord(spec: OptionSpec): string {
  switch (spec.kind) {
    case 'number':
      return ' <n>'
    case 'choice':
      return spec.values.every((value) => typeof value === 'number') ? ' <n>' : ' <name>'
    case 'toggle':
      return isSwitch(spec) ? '' : ' <bool>'
    case 'numbers':
      return ' <a,b,...>'
    case 'size':
      return ' <size>'
    case 'colour':
      return ' <colour>'
  }
}

const defaultWord = (spec: OptionSpec) => {
  const value = spec.default ?? spec.unset
  return value === undefined ? 'must be given' : `default: ${String(value)}`
}

/** `: eps (the noise), x0 or v (default: eps)`, ` (from 0 to 1; default: 0.1)` */
function rangeWords(spec: OptionSpec): string {
  if (spec.kind === 'choice') return `: ${explainedRange(spec)} (${defaultWord(spec)})`
  if (spec.kind === 'toggle') return isSwitch(spec) ? '' : `: true or false (${defaultWord(spec)})`
  return ` (${[shortRangeOf(spec), defaultWord(spec)].filter(Boolean).join('; ')})`
}

/** `ddim, unipc: `, or where that is shorter `all but ddpm: `; nothing where an option is everyone's. */
function scopeOf(owners: readonly string[], all: readonly string[]): string {
  const others = all.filter((name) => !owners.includes(name))
  if (others.length === 0) return ''
  return others.length < owners.length ? `all but ${others.join(', ')}: ` : `${owners.join(', ')}: `
}

/** Where owners differ, for whom what holds. */
function describe(owned: readonly Owned[], all: readonly string[]): string {
  const scope = scopeOf(
    owned.flatMap((one) => one.owners),
    all,
  )
  const [{ spec }] = owned
  const ranges = new Set(owned.map((one) => rangeWords(one.spec)))
  if (new Set(owned.map((one) => one.spec.help)).size > 1) {
    return owned
      .map((one) => `${one.owners.join(', ')}: ${one.spec.help}${rangeWords(one.spec)}`)
      .join('; ')
  }
  if (ranges.size === 1) return `${scope}${spec.help}${rangeWords(spec)}`
  const each = owned.map(
    (one) => `${rangeWords(one.spec).slice(1).trim()} for ${one.owners.join(', ')}`,
  )
  return `${scope}${spec.help}: ${each.join('; ')}`
}

const numberOf = (word: string, isWhole = false) => {
  const isNumber = isWhole ? /^-?\d+$/.test(word) : word.trim() !== ''
  return isNumber ? Number(word) : Number.NaN
}

/** What a word means to an option, which may not take it. */
function parse(spec: OptionSpec, word: string): unknown {
  switch (spec.kind) {
    case 'number':
      return spec.or?.includes(word) ? word : numberOf(word, spec.whole)
    case 'choice':
      return spec.values.find((value) => String(value) === word)
    case 'toggle':
      return [true, false].find((value) => String(value) === word)
    case 'numbers':
      if (word === 'none') return []
      return word.split(',').map((part) => numberOf(part.trim(), spec.each?.whole))
    case 'size':
      return parseSize(word)
    case 'colour':
      return word
  }
}

/** Words that an option takes, where it takes no others. */
function wordsOf(spec: OptionSpec): readonly string[] | undefined {
  if (spec.kind === 'toggle') return ['true', 'false']
  return spec.kind === 'choice' ? spec.values.map(String) : undefined
}

/**
 * From the word typed to a value that one of the specs takes.
 * @throws {DdpmError} `usage.not-a-choice`, `usage.out-of-option-range`
 */
export function readerOf(...specs: readonly OptionSpec[]): (word: string) => unknown {
  return (word) => {
    for (const spec of specs) {
      const value = parse(spec, word)
      if (fits(spec, value)) return value
    }
    const words = specs.flatMap((spec) => wordsOf(spec) ?? [])
    if (specs.every(wordsOf)) return oneOf([...new Set(words)])(word)
    const range = [...new Set(specs.map(rangeOf))].join(', or ')
    throw usageError('usage.out-of-option-range', { range })
  }
}

type KeysOf<Options> = Options extends unknown ? keyof Options & string : never
type ValueIn<Options, Key> = Options extends unknown
  ? Key extends keyof Options
    ? ValueOf<Options[Key]>
    : never
  : never

/** Options that were typed, by their own names. */
export type Given<Options> = {
  readonly [Key in KeysOf<Options>]?: ValueIn<Options, Key> | undefined
}

/** The flags of some options. */
export interface FlagSet<Options> {
  /** Each option's flag. */
  readonly flags: { readonly [Key in KeysOf<Options>]: `--${string}` }
  /** As commander takes them. */
  options(keys?: readonly KeysOf<Options>[]): Option[]
  /** What was typed: the options by their own names, and the rest. */
  separate<Typed extends object>(
    typed: Typed,
  ): { readonly given: Given<Options>; readonly rest: Typed }
  /** Who has an option. */
  ownersOf(key: KeysOf<Options>): readonly string[]
}

/** The flags of options that belong to one owner, or to several which share some. */
export function flagSet<const Owners extends readonly Owner[]>(
  owners: Owners,
  { except = [] }: { readonly except?: readonly string[] } = {},
): FlagSet<Owners[number]['options']> {
  type Key = KeysOf<Owners[number]['options']>
  const names = new Set(owners.flatMap(({ options }) => Object.keys(options)))
  const keys = [...names].filter((key) => !except.includes(key)) as Key[]
  const flags = Object.fromEntries(
    keys.map((key) => [key, flagOf(key, ownedBy(owners, key)[0].spec)]),
  ) as { readonly [K in Key]: `--${string}` }

  /** A switch can be turned off, too, where something else than the command line turns it on. */
  const optionsOf = (key: Key): Option[] => {
    const owned = ownedBy(owners, key)
    const [{ spec }] = owned
    const option: Option = new Option(
      `${flags[key]}${valueWord(spec)}`,
      describe(
        owned,
        owners.map(({ name }) => name),
      ),
    )
    if (spec.group !== undefined) option.helpGroup(`${spec.group}:`)
    if (isSwitch(spec)) return [option, new Option(flags[key].replace('--', '--no-')).hideHelp()]
    return [option.argParser(readerOf(...owned.map((one) => one.spec)))]
  }

  return {
    flags,
    options: (some = keys) => some.flatMap(optionsOf),
    separate: (typed) => {
      const rest = { ...typed } as Record<string, unknown>
      const given: Record<string, unknown> = {}
      for (const key of keys) {
        const attribute = new Option(flags[key]).attributeName()
        if (rest[attribute] !== undefined) given[key] = rest[attribute]
        delete rest[attribute]
      }
      return { given: given as Given<Owners[number]['options']>, rest: rest as typeof typed }
    },
    ownersOf: (key) => ownedBy(owners, key).flatMap((one) => one.owners),
  }
}
