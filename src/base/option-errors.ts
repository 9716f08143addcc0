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

export const optionErrors = {
  'option.unknown': ({ owner, name, known }: Named & { readonly known: readonly string[] }) =>
    known.length === 0
      ? `${owner} has no option ${name}: it has none`
      : `${owner} has no option ${name}${nearest(name, known)}: use ${known.join(', ')}`,
  'option.missing': ({ owner, name, range }: Named & { readonly range: string }) =>
    `${owner} needs ${name}: give ${range}`,
  'option.wrong-type': ({ owner, name, value, range }: Refused) =>
    `${name} of ${owner} is ${value}: use ${range}`,
  'option.out-of-range': ({ owner, name, value, range }: Refused) =>
    `${name} of ${owner} is ${value}: use ${range}`,
} satisfies ErrorCatalog

export const optionError = errorsOf(optionErrors)
