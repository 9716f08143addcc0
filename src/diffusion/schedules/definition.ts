/** What a schedule is: one definition, from which its types, checks, flags and docs are made. */

import { type OptionSpecs, type Resolved, toggle, whole } from '../../base/option-specs.ts'

/** A schedule as its file defines it. */
export interface ScheduleDefinition<
  Name extends string = string,
  Specs extends OptionSpecs = OptionSpecs,
> {
  readonly name: Name
  /** One line: what its betas or alpha bars follow. */
  readonly help: string
  /** Where it comes from, with the equation or the name it has there. */
  readonly source: string
  readonly options: Specs
  /** The beta of each timestep t = 0 .. T - 1, in (0, 1), in double precision. */
  readonly betas: (options: Resolved<Specs>) => Float64Array
}

/** Infers a definition's types. */
export const defineSchedule = <const Name extends string, const Specs extends OptionSpecs>(
  definition: ScheduleDefinition<Name, Specs>,
): ScheduleDefinition<Name, Specs> => definition

/** 25 times the 4000 of Nichol and Dhariwal 2021. */
const MOST_TIMESTEPS = 100_000

export const timesteps = whole({
  ...{ min: 1, max: MOST_TIMESTEPS, default: 1000 },
  help: 'timesteps T from image to noise',
})

/** What every schedule takes. */
export const sharedOptions = {
  zeroSnr: toggle({
    default: false,
    help: 'rescale the schedule to end in pure noise (zero terminal SNR, Lin et al. 2023), for very dark or bright images; with the target v or x0',
  }),
}
