/** What can be wrong with a named option. */

import { type ErrorCatalog, errorsOf } from './errors.ts'
import { nearest } from './nearest.ts'

/** Which option of what: `steps` of `the sampler ddim`. */
interface Named {
  readonly owner: string
  readonly name: string
}

interface Refused extends Named {
  /** As it is written in code. */
  readonly value: string
  /** What is allowed, in words. */
  readonly range: string
}

/** More names than these are not shown. */
const MOST_NAMED = 20

export const optionErrors = {
  'option.unknown': ({ owner, name, known }: Named & { readonly known: readonly string[] }) => {
    if (known.length === 0) return `${owner} has no option ${name}: it has none`
    const all = known.length > MOST_NAMED ? 'its type lists all' : `use ${known.join(', ')}`
    return `${owner} has no option ${name}${nearest(name, known)}: ${all}`
  },
  'option.missing': ({ owner, name, range }: Named & { readonly range: string }) =>
    `${owner} needs ${name}: give ${range}`,
  'option.wrong-type': ({ owner, name, value, range }: Refused) =>
    `${name} of ${owner} is ${value}: use ${range}`,
  'option.out-of-range': ({ owner, name, value, range }: Refused) =>
    `${name} of ${owner} is ${value}: use ${range}`,
} satisfies ErrorCatalog

export const optionError = errorsOf(optionErrors)

/**
 * Refuses options that are not known: a misspelt one that types do not catch would do nothing.
 * @throws {DdpmError} `option.unknown`
 */
export function checkKeys(owner: string, given: object, known: readonly string[]): void {
  const name = Object.keys(given).find((key) => !known.includes(key))
  if (name !== undefined) throw optionError('option.unknown', { owner, name, known })
}
