/** What a sampler is: one definition, from which its types, checks, flags, controls and docs are made. */

import type { OptionSpecs, Resolved } from '../../base/option-specs.ts'
import type { Schedule } from '../schedules.ts'
import type { RunOptions } from './options.ts'
import type { Sampler } from './sampler.ts'

/** A sampler as its file defines it. */
export interface SamplerDefinition<
  Name extends string = string,
  Specs extends OptionSpecs = OptionSpecs,
> {
  readonly name: Name
  /** One line: what it is good for, and from how many steps. */
  readonly help: string
  /** Where it comes from, with the equation or algorithm. */
  readonly source: string
  /** Whether it adds fresh noise at its steps: never, always, or as much as its option `eta` says. */
  readonly stochastic: boolean | 'eta'
  /** Whether a step uses what earlier steps found. Inpainting by RePaint needs one that does not. */
  readonly multistep: boolean
  /** Of accuracy, in the size of a step. */
  readonly order: number
  /** Of the network, in a step; the last may take fewer. */
  readonly evaluations: number
  /** Steps where none are asked for, if the schedule has as many. */
  readonly steps: number | 'all'
  /** Its own options; one that samplers share has another default here. */
  readonly options: Specs
  /** The rows from noise to image; `options.start` of its steps are left out. */
  readonly build: (
    schedule: Schedule,
    options: RunOptions & Resolved<Specs>,
  ) => Pick<Sampler, 'rows' | 'rederiveEps'>
}

/** Infers a definition's types. */
export const defineSampler = <const Name extends string, const Specs extends OptionSpecs>(
  definition: SamplerDefinition<Name, Specs>,
): SamplerDefinition<Name, Specs> => definition
