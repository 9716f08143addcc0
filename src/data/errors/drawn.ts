/** What can be wrong with what is asked of images that are drawn here. */

import { type ErrorCatalog, errorsOf } from '../../base/errors.ts'

/** An option that is not a whole number, or too small. */
export interface RefusedOption {
  readonly option: string
  readonly value: unknown
  readonly least: number
}

const refused = ({ option, value, least }: RefusedOption) =>
  `${option} is ${value}: use a whole number of at least ${least}`

/** Of digits and sprites. */
export const drawnErrors = {
  'digits.option-invalid': (option: RefusedOption) => `digits: ${refused(option)}`,
  'sprites.option-invalid': (option: RefusedOption) => `sprites: ${refused(option)}`,
} satisfies ErrorCatalog

export const drawnError = errorsOf(drawnErrors)
