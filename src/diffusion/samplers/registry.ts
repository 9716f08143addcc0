/** What follows from the list of samplers: names, options by name, properties. */

import type { AnyOf, OptionSpecs, OptionsOf } from '../../base/option-specs.ts'
import * as all from './all.ts'
import type { SamplerDefinition } from './definition.ts'
import { sharedSamplerOptions } from './options.ts'
import type { Sampler } from './sampler.ts'

type Definitions = (typeof all)[keyof typeof all]

/** What `sampler` may be: docs/samplers.md describes each. */
export type SamplerName = Definitions['name']

type OwnSpecs<Name extends SamplerName> = Extract<Definitions, { readonly name: Name }>['options']

/**
 * The options of a sampler by its name: those that all share (`steps`, `spacing`, `clip`, `strength`,
 * `start`) and its own. docs/samplers.md lists them.
 */
export type SamplerOptions<Name extends SamplerName = SamplerName> = Name extends SamplerName
  ? OptionsOf<Omit<typeof sharedSamplerOptions, keyof OwnSpecs<Name>> & OwnSpecs<Name>>
  : never

/** Options of a sampler whose name is not known yet: those of all; each refuses what it does not have. */
export type AnySamplerOptions = AnyOf<SamplerOptions>

/** What is common to all definitions. */
export type AnySampler = Omit<SamplerDefinition, 'name' | 'build'> & {
  readonly name: SamplerName
  readonly build: (schedule: never, options: never) => Pick<Sampler, 'rows' | 'rederiveEps'>
}

/** Every sampler. */
export const samplerDefinitions: readonly AnySampler[] = Object.values(all)

/** Every sampler's name. */
export const samplerNames: readonly SamplerName[] = samplerDefinitions.map(({ name }) => name)

/** By its name, if there is one. */
export const findSampler = (name: string): AnySampler | undefined =>
  samplerDefinitions.find((definition) => definition.name === name)

/** Names of the samplers that are so. */
export const samplersThat = (suit: (definition: AnySampler) => boolean): readonly SamplerName[] =>
  samplerDefinitions.filter(suit).map(({ name }) => name)

/** All options of a sampler, shared and its own. */
export const samplerSpecs = ({ options }: Pick<AnySampler, 'options'>): OptionSpecs => ({
  ...sharedSamplerOptions,
  ...options,
})
