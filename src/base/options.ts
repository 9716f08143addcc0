/** Options given by name, checked against their specs: defaults filled in, mistakes refused. */

import { colourOf } from './colour.ts'
import { isImageSize, sidesOf } from './image-size.ts'
import { optionError } from './option-errors.ts'
import {
  type NumberRange,
  type NumbersSpec,
  type OptionSpec,
  type OptionSpecs,
  type OptionsOf,
  type Resolved,
  rangeOf,
  type SizeSpec,
} from './option-specs.ts'

function inRange(value: number, range: NumberRange): boolean {
  const { min = -Infinity, max = Infinity, above = -Infinity, below = Infinity } = range
  if (!Number.isFinite(value) || value < min || value > max) return false
  if (value <= above || value >= below) return false
  if (range.whole && !Number.isSafeInteger(value)) return false
  return range.multipleOf === undefined || value % range.multipleOf === 0
}

function judgeNumbers(value: unknown, { each = {}, ...spec }: NumbersSpec): Verdict {
  if (!Array.isArray(value) && !ArrayBuffer.isView(value)) return 'option.wrong-type'
  const list = Array.from(value as ArrayLike<unknown>)
  if (!list.every((item) => typeof item === 'number')) return 'option.wrong-type'
  const { minLength = 0, maxLength = Infinity } = spec
  const fits = list.length >= minLength && list.length <= maxLength
  return fits && list.every((item) => inRange(item, each)) ? 'fits' : 'option.out-of-range'
}

function judgeSize(value: unknown, { each }: SizeSpec): Verdict {
  if (!isImageSize(value)) return 'option.wrong-type'
  const sides = Object.values(sidesOf(value))
  const fits = sides.every((side) => inRange(side, { whole: true, min: 1, ...each }))
  return fits ? 'fits' : 'option.out-of-range'
}

type Verdict = 'fits' | 'option.wrong-type' | 'option.out-of-range'

/** Whether a value is one that an option takes, and what is wrong with it where it is not. */
function judge(value: unknown, spec: OptionSpec): Verdict {
  switch (spec.kind) {
    case 'number':
      if (typeof value === 'string' && spec.or?.includes(value)) return 'fits'
      if (typeof value !== 'number') return 'option.wrong-type'
      return inRange(value, spec) ? 'fits' : 'option.out-of-range'
    case 'choice':
      if (spec.values.some((known) => known === value)) return 'fits'
      return spec.values.some((known) => typeof known === typeof value)
        ? 'option.out-of-range'
        : 'option.wrong-type'
    case 'toggle':
      return typeof value === 'boolean' ? 'fits' : 'option.wrong-type'
    case 'numbers':
      return judgeNumbers(value, spec)
    case 'size':
      return judgeSize(value, spec)
    case 'colour':
      if (typeof value !== 'string') return 'option.wrong-type'
      return spec.or?.includes(value) || colourOf(value) ? 'fits' : 'option.out-of-range'
  }
}

/** Whether an option takes a value. */
export const fits = (spec: OptionSpec, value: unknown): boolean => judge(value, spec) === 'fits'

const MOST_SHOWN = 60

/** A value in an error: `2.5`, `"larg"`, `[1, 2]`, cut where it is long. */
function show(value: unknown): string {
  const words =
    typeof value === 'number' || typeof value === 'bigint' || typeof value === 'symbol'
      ? String(value)
      : typeof value === 'function'
        ? 'a function'
        : showJson(value)
  return words.length > MOST_SHOWN ? `${words.slice(0, MOST_SHOWN)}...` : words
}

function showJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    return 'an object'
  }
}

/**
 * Checks one value.
 * @param owner whose option it is, as errors say it: `the sampler ddim`
 * @throws {DdpmError} `option.wrong-type`, `option.out-of-range`
 */
export function checkOption(owner: string, name: string, spec: OptionSpec, value: unknown): void {
  const verdict = judge(value, spec)
  if (verdict === 'fits') return
  throw optionError(verdict, { owner, name, value: show(value), range: rangeOf(spec) })
}

/**
 * The options of something with their defaults filled in. An option given as undefined counts as
 * not given.
 * @param owner whose options they are, as errors say it: `the sampler ddim`
 * @throws {DdpmError} `option.unknown`, `option.missing`, `option.wrong-type`, `option.out-of-range`
 */
export function resolveOptions<const Specs extends OptionSpecs>(
  owner: string,
  specs: Specs,
  given: OptionsOf<Specs>,
): Resolved<Specs> {
  const values: Readonly<Record<string, unknown>> = given
  const known = Object.keys(specs)
  const name = Object.keys(values).find((key) => !known.includes(key) && values[key] !== undefined)
  if (name !== undefined) throw optionError('option.unknown', { owner, name, known })
  const resolved = Object.entries(specs).map(([key, spec]) => {
    const value = Object.hasOwn(values, key) ? values[key] : undefined
    if (value !== undefined) checkOption(owner, key, spec, value)
    else if (spec.default === undefined && spec.unset === undefined) {
      throw optionError('option.missing', { owner, name: key, range: rangeOf(spec) })
    }
    return [key, value ?? spec.default] as const
  })
  return Object.fromEntries(resolved) as Resolved<Specs>
}
