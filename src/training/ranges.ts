/**
 * Ranges of options as valibot schemas whose messages say what to use: one description for options
 * of the library, for files, and for whoever else takes them.
 */

import * as v from 'valibot'
import { type OptionSpec, rangeOf, type ValueOf } from '../base/option-specs.ts'
import { fits } from '../base/options.ts'
import { type OutOfRange, trainingError } from './errors.ts'

const numberWhere = (holds: (value: number) => boolean, allowed: string) =>
  v.pipe(v.number(allowed), v.check(holds, allowed))

/**
 * A whole number.
 * @param most where the number sizes something: no more than any memory holds
 */
export const whole = (least: number, most = Number.MAX_SAFE_INTEGER) =>
  numberWhere(
    (value) => Number.isSafeInteger(value) && value >= least && value <= most,
    most === Number.MAX_SAFE_INTEGER
      ? `a whole number of at least ${least}`
      : `a whole number from ${least} to ${most}`,
  )

/** A value that an option takes. */
export const allowed = <const Spec extends OptionSpec>(spec: Spec) =>
  v.custom<ValueOf<Spec>>((value) => fits(spec, value), rangeOf(spec))

/** An option that may be left out: its default stands in its place. */
export const specified = <const Spec extends OptionSpec & { readonly default: unknown }>(
  spec: Spec,
) => v.optional(allowed(spec), spec.default as ValueOf<Spec>)

/** A decay: how much of the past is kept. */
export const belowOne = numberWhere(
  (value) => value >= 0 && value < 1,
  'a number from 0 to below 1',
)

export const oneOf = <const Names extends readonly string[]>(names: Names) =>
  v.picklist(names, names.join(' or '))

/** What an issue is about, as values of an error. */
const outOfRange = (issue: v.BaseIssue<unknown>): OutOfRange => ({
  option: v.getDotPath(issue) ?? 'the value',
  value: issue.input,
  allowed: issue.message,
})

/**
 * The value with its defaults filled in; what the schema does not know is left out.
 * @throws {DdpmError} `training.option-out-of-range` of the first option that is
 */
export function checkRanges<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, value)
  if (parsed.success) return parsed.output
  throw trainingError('training.option-out-of-range', outOfRange(parsed.issues[0]))
}
