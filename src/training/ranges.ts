/**
 * Ranges of options as valibot schemas whose messages say what to use: one description for options
 * of the library, for files, and for whoever else takes them.
 */

import * as v from 'valibot'
import { UserError } from '../base/errors.ts'

const numberWhere = (holds: (value: number) => boolean, allowed: string) =>
  v.pipe(v.number(allowed), v.check(holds, allowed))

/** A whole number of at least `least`. */
export const whole = (least: number) =>
  numberWhere(
    (value) => Number.isSafeInteger(value) && value >= least,
    `a whole number of at least ${least}`,
  )

export const aboveZero = numberWhere(
  (value) => Number.isFinite(value) && value > 0,
  'a number above 0',
)

export const atLeastZero = numberWhere(
  (value) => Number.isFinite(value) && value >= 0,
  'a number of at least 0',
)

/** A decay: how much of the past is kept. */
export const belowOne = numberWhere(
  (value) => value >= 0 && value < 1,
  'a number from 0 to below 1',
)

export const share = numberWhere((value) => value >= 0 && value <= 1, 'a number from 0 to 1')

export const oneOf = <const Names extends readonly string[]>(names: Names) =>
  v.picklist(names, names.join(' or '))

/** `seed is -1: use a whole number of at least 0` */
export function showIssue(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue) ?? 'the value'
  const given = typeof issue.input === 'string' ? `"${issue.input}"` : String(issue.input)
  return `${path} is ${given}: use ${issue.message}`
}

/**
 * The value with its defaults filled in; what the schema does not know is left out.
 * @throws {UserError} naming the first option that is out of its range, and what to use.
 */
export function checkRanges<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, value)
  if (parsed.success) return parsed.output
  throw new UserError(showIssue(parsed.issues[0]))
}
