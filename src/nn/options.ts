/** How networks check their options. It knows none of them. */

import { nnError } from './errors.ts'

/** Refuses an option that does not hold, saying what to use. */
export type Demand = (name: string, value: unknown, holds: boolean, range: string) => void

/** @throws {DdpmError} `architecture.option-invalid`, from what it gives. */
export function demandsOf(architecture: string): Demand {
  return (name, value, holds, range) => {
    if (!holds) throw nnError('architecture.option-invalid', { architecture, name, value, range })
  }
}

/** How an option is written: of a file that is not known before it is read. */
export type Kind = 'a number' | 'numbers' | 'true or false'

const isKind: { readonly [K in Kind]: (value: unknown) => boolean } = {
  'a number': (value) => typeof value === 'number',
  numbers: (value) => Array.isArray(value) && value.every(isKind['a number']),
  'true or false': (value) => typeof value === 'boolean',
}

/** @throws {DdpmError} `architecture.option-invalid` */
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
