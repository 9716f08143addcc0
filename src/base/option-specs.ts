/**
 * Options as data: what each takes, its default and its help. From one list of specs come the types,
 * the checks (`resolveOptions`), the command line's flags, the studio's controls and the docs.
 */

import type { ImageSize } from './image-size.ts'

type ChoiceValue = string | number

interface Described {
  /** What it does, in words: a line of help. */
  readonly help: string
  /** The flag's name without its dashes, where it is not the option's name in kebab-case. */
  readonly flag?: string
  /** The heading that help and docs list it under. */
  readonly group?: string
  /**
   * What happens where it is not given and there is no `default`: such an option may be left out and
   * is then undefined. An option with neither must be given.
   */
  readonly unset?: string
}

/** Ends of a range belong to it, but for `above` and `below`. */
export interface NumberRange {
  readonly min?: number
  readonly max?: number
  readonly above?: number
  readonly below?: number
  /** Default: any number that is finite. */
  readonly whole?: boolean
  readonly multipleOf?: number
}

export interface NumberSettings extends Described, NumberRange {
  readonly default?: number | string
  /** Words that stand in a number's place, such as `auto`. */
  readonly or?: readonly string[]
}
export interface ChoiceSettings<Value extends ChoiceValue> extends Described {
  readonly default?: Value
  /** What values mean, in words, where their names do not say it. */
  readonly meanings?: { readonly [V in Value]?: string }
}
export interface ToggleSettings extends Described {
  readonly default?: boolean
}
export interface NumbersSettings extends Described {
  readonly default?: readonly number[]
  /** Of each number. */
  readonly each?: NumberRange
  readonly minLength?: number
  readonly maxLength?: number
}
export interface ColourSettings extends Described {
  readonly default?: string
  /** Words that stand in a colour's place. */
  readonly or?: readonly string[]
}

export interface SizeSettings extends Described {
  readonly default?: number
  /** Of each side. */
  readonly each?: NumberRange
}

export type NumberSpec = NumberSettings & { readonly kind: 'number' }
export type ChoiceSpec = ChoiceSettings<ChoiceValue> & {
  readonly kind: 'choice'
  readonly values: readonly ChoiceValue[]
}
export type ToggleSpec = ToggleSettings & { readonly kind: 'toggle' }
export type NumbersSpec = NumbersSettings & { readonly kind: 'numbers' }
export type ColourSpec = ColourSettings & { readonly kind: 'colour' }

export type SizeSpec = SizeSettings & { readonly kind: 'size' }

export type OptionSpec = NumberSpec | ChoiceSpec | ToggleSpec | NumbersSpec | SizeSpec | ColourSpec

/** Options by name. */
export type OptionSpecs = Readonly<Record<string, OptionSpec>>

/** A number in a range. */
export const number = <const Settings extends NumberSettings>(settings: Settings) =>
  ({ kind: 'number', ...settings }) as const

/** A whole number in a range. */
export const whole = <const Settings extends NumberSettings>(settings: Settings) =>
  ({ kind: 'number', whole: true, ...settings }) as const

/** One of some words or numbers. */
export const choice = <
  const Values extends readonly ChoiceValue[],
  const Settings extends ChoiceSettings<Values[number]>,
>(
  values: Values,
  settings: Settings,
) => ({ kind: 'choice', values, ...settings }) as const

/** Yes or no. */
export const toggle = <const Settings extends ToggleSettings>(settings: Settings) =>
  ({ kind: 'toggle', ...settings }) as const

/** A list of numbers. */
export const numbers = <const Settings extends NumbersSettings>(settings: Settings) =>
  ({ kind: 'numbers', ...settings }) as const

/** The size of images: pixels a side, or width and height. */
export const size = <const Settings extends SizeSettings>(settings: Settings) =>
  ({ kind: 'size', ...settings }) as const
/** A colour in words, such as `white` or `#ffffff`. */
export const colour = <const Settings extends ColourSettings>(settings: Settings) =>
  ({ kind: 'colour', ...settings }) as const

/** The type of an option's values. */
export type ValueOf<Spec> = Spec extends { readonly kind: 'number' }
  ? number | (Spec extends { readonly or: readonly (infer Word)[] } ? Word : never)
  : Spec extends { readonly kind: 'choice'; readonly values: readonly (infer Value)[] }
    ? Value
    : Spec extends { readonly kind: 'toggle' }
      ? boolean
      : Spec extends { readonly kind: 'numbers' }
        ? readonly number[]
        : Spec extends { readonly kind: 'size' }
          ? ImageSize
          : Spec extends { readonly kind: 'colour' }
            ? string
            : never

type HasDefault = { readonly default: unknown }
type MayBeUnset = { readonly unset: string }

/** Shown as the fields it has, with their docs, instead of as what it is made from. */
type Fields<T> = { [K in keyof T]: T[K] }

/** What a caller gives: options with a default, or with words for being unset, may be left out. */
export type OptionsOf<Specs> = Fields<
  {
    readonly [K in keyof Specs as Specs[K] extends HasDefault | MayBeUnset ? K : never]?:
      | ValueOf<Specs[K]>
      | undefined
  } & {
    readonly [K in keyof Specs as Specs[K] extends HasDefault | MayBeUnset ? never : K]: ValueOf<
      Specs[K]
    >
  }
>

/** What `resolveOptions` returns: every option, undefined only where it is unset. */
export type Resolved<Specs> = {
  readonly [K in keyof Specs]:
    | ValueOf<Specs[K]>
    | (Specs[K] extends HasDefault ? never : Specs[K] extends MayBeUnset ? undefined : never)
}

type KeysOf<Union> = Union extends unknown ? keyof Union : never
type ValueIn<Union, Key> = Union extends { readonly [K in Key & string]?: infer Value }
  ? Value
  : never

/** Options of one of several owners, where it is not known yet of which: those of all. */
export type AnyOf<Union> = {
  readonly [Key in KeysOf<Union>]?: ValueIn<Union, Key> | undefined
}

const wordsOf = (names: readonly ChoiceValue[]) =>
  names.length > 1 ? `${names.slice(0, -1).join(', ')} or ${names.at(-1)}` : `${names[0]}`

/** `a whole number from 1 to 1000` */
function numberRange({ min, max, above, below, whole, multipleOf }: NumberRange): string {
  const kind = whole ? 'a whole number' : 'a number'
  const from = min === undefined ? above !== undefined && `above ${above}` : `from ${min}`
  const most = max === undefined ? below !== undefined && `below ${below}` : `at most ${max}`
  const to = min === undefined || max === undefined ? most : `to ${max}`
  const both =
    from && to && to === most ? `${from} and ${to}` : [from, to].filter(Boolean).join(' ')
  const multiple = multipleOf === undefined ? '' : `, a multiple of ${multipleOf}`
  return [kind, both].filter(Boolean).join(' ') + multiple
}

function lengthRange({ minLength, maxLength }: NumbersSettings): string {
  if (minLength !== undefined && minLength === maxLength) return ` of ${minLength}`
  if (minLength === undefined) return maxLength === undefined ? '' : ` of at most ${maxLength}`
  return maxLength === undefined ? ` of at least ${minLength}` : ` of ${minLength} to ${maxLength}`
}

/** What an option takes, in words: `a number from 0 to 1`, `leading, linspace or trailing`. */
export function rangeOf(spec: OptionSpec): string {
  switch (spec.kind) {
    case 'number':
      return [numberRange(spec), ...(spec.or ?? [])].join(' or ')
    case 'choice':
      return wordsOf(spec.values)
    case 'toggle':
      return 'true or false'
    case 'numbers':
      return `a list${lengthRange(spec)}, each ${numberRange(spec.each ?? {})}`
    case 'size':
      return `${numberRange({ whole: true, ...spec.each })}, or such a width and height (48x32)`
    case 'colour':
      return ['a colour such as white or #ffffff', ...(spec.or ?? [])].join(', or ')
  }
}

/** The same for who knows that it is a number: `from 0 to 1`; empty for any. */
export const shortRangeOf = (spec: OptionSpec): string =>
  spec.kind === 'number' || spec.kind === 'size'
    ? rangeOf(spec).replace(/^a (whole )?number ?/, '')
    : rangeOf(spec)

/** What an option takes, and what each of some words means: `eps (the noise), x0 (the image) or v`. */
export function explainedRange(spec: OptionSpec): string {
  if (spec.kind !== 'choice' || !spec.meanings) return rangeOf(spec)
  const { meanings, values } = spec
  return wordsOf(values.map((value) => (meanings[value] ? `${value} (${meanings[value]})` : value)))
}

/** The flag of an option: `--beta-start` of `betaStart`. */
export function flagOf(name: string, spec: OptionSpec): `--${string}` {
  return `--${spec.flag ?? name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}
