/** Which options go with a model, and which with images of any program: an option that is not followed is refused. */

import { isBackground, KEEP } from '../../data/background.ts'
import { usageError } from '../usage-errors.ts'

/** Whose options they are, where not both follow them. */
export const modeOptions = {
  model: [
    ...['-n', '--data', '--sampler', '--steps', '--guidance', '--guidance-rescale', '--weights'],
    '--seed',
  ],
  against: ['--image-size', '--fit', '--resize'],
} as const

interface Mode {
  readonly against?: string | undefined
  readonly exportTo?: string | undefined
  readonly background?: string | undefined
}

/** A background says how images are read, or what transparent samples are exported on, which takes a colour. */
function checkBackground({ against, exportTo, background }: Mode): void {
  if (background === undefined || against !== undefined) return
  if (exportTo === undefined) {
    throw usageError('usage.option-needs', {
      ...{ option: '--background', needs: '--against or --export' },
    })
  }
  if (background === KEEP || !isBackground(background)) {
    throw usageError('usage.option-needs', { option: `--background ${KEEP}`, needs: '--against' })
  }
}

/**
 * Refuses options that would change nothing.
 * @param typed the flags of the command line
 * @throws {DdpmError} `usage.option-needs`, `usage.option-excluded`
 */
export function checkMode(typed: readonly string[], mode: Mode): void {
  const isModel = mode.against === undefined
  const others: readonly string[] = isModel ? modeOptions.against : modeOptions.model
  const option = typed.find((flag) => others.includes(flag))
  if (option !== undefined && isModel) {
    throw usageError('usage.option-needs', { option, needs: '--against' })
  }
  if (option !== undefined) throw usageError('usage.option-excluded', { option, by: '--against' })
  checkBackground(mode)
}
