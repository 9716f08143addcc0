/** How networks check their options. It knows none of them. */

import { UserError } from '../base/errors.ts'

/** Refuses an option that does not hold, saying what to use. */
export type Demand = (name: string, value: unknown, holds: boolean, allowed: string) => void

/** @throws {UserError} from what it gives, naming the architecture. */
export function demandsOf(architecture: string): Demand {
  return (name, value, holds, allowed) => {
    if (!holds) throw new UserError(`${name} of ${architecture} is ${value}: use ${allowed}`)
  }
}

/** How an option is written: of a file that is not known before it is looked at. */
export type Kind = 'a number' | 'numbers' | 'true or false'

const isKind: { readonly [K in Kind]: (value: unknown) => boolean } = {
  'a number': (value) => typeof value === 'number',
  numbers: (value) => Array.isArray(value) && value.every(isKind['a number']),
  'true or false': (value) => typeof value === 'boolean',
}

/** @throws {UserError} where an option is given and is of another kind. */
export function checkKinds<Options extends object>(
  architecture: string,
  options: Options,
  kinds: { readonly [Name in keyof Options]-?: Kind },
): void {
  const demand = demandsOf(architecture)
  for (const [name, kind] of Object.entries<Kind>(kinds)) {
    const value: unknown = options[name as keyof Options]
    demand(name, value, value === undefined || isKind[kind](value), kind)
  }
}

/** Of channels, pixels a side and the like: a network of more fits no machine. */
const MOST = 65_536

export const isCount = (n: number, most = MOST) => Number.isInteger(n) && n >= 1 && n <= most

/** What `isCount` holds for. */
export const aCount = (most = MOST) => `a whole number from 1 to ${most}`
