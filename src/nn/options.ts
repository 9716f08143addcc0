/** Options that architectures share, and how they refuse options that do not fit each other. */

import { whole } from '../base/option-specs.ts'
import { nnError } from './errors.ts'

/** Of channels, pixels a side and the like: a network of more fits no machine. */
export const MOST = 65_536

/** Channels of a level. */
export const width = { whole: true, min: 1, max: MOST } as const

export const channelsOption = whole({
  ...{ min: 1, max: MOST, default: 1 },
  help: 'channels of its images',
})

/** Pixels of a side of images. */
export const side = { whole: true, min: 1, max: MOST } as const

/** Refuses an option that does not hold, saying what to use. */
export type Demand = (name: string, value: unknown, holds: boolean, range: string) => void

/** @throws {DdpmError} `architecture.option-invalid`, from what it gives. */
export function demandsOf(architecture: string): Demand {
  return (name, value, holds, range) => {
    if (!holds) throw nnError('architecture.option-invalid', { architecture, name, value, range })
  }
}
