/** How networks check their options. It knows none of them. */

import { UserError } from '../engine/errors.ts'

/** Refuses an option that does not hold, saying what to use. */
export type Demand = (name: string, value: unknown, holds: boolean, allowed: string) => void

/** @throws {UserError} from what it gives, naming the architecture. */
export function demandsOf(architecture: string): Demand {
  return (name, value, holds, allowed) => {
    if (!holds) throw new UserError(`${name} of ${architecture} is ${value}: use ${allowed}`)
  }
}

export const isCount = (n: number) => Number.isInteger(n) && n >= 1
