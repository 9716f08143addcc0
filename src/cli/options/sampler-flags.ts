/** The flags of samplers' options, made from their definitions: of all samplers, or of those that a task takes. */

import type { Option } from '@commander-js/extra-typings'
import { sharedSamplerOptions } from '../../diffusion/samplers/options.ts'
import {
  findSampler,
  type SamplerName,
  samplerDefinitions,
  samplerNames,
  samplerSpecs,
} from '../../diffusion/samplers/registry.ts'
import { usageError } from '../usage-errors.ts'
import { flagSet } from './spec-flags.ts'

/** Flags of their own elsewhere: `--steps` stands in every command, the others belong to img2img. */
const elsewhere = ['steps', 'start', 'strength']

/** Values by the options' own names, as they were typed; each sampler judges them for itself. */
export type TypedSamplerOptions = Readonly<Record<string, unknown>>

export interface SamplerFlags {
  /** As commander takes them. */
  options(): Option[]
  /** What was typed: the sampler's options by their own names, and the rest. */
  separate<Typed extends object>(
    typed: Typed,
  ): { readonly samplerOptions: TypedSamplerOptions; readonly rest: Typed }
}

interface Which {
  /** Default: every one. */
  readonly samplers?: readonly SamplerName[]
  /** Options that a task sets itself, or cannot follow. */
  readonly except?: readonly string[]
  /** Default: all but `except`. */
  readonly only?: readonly string[]
}

const setOf = ({ samplers = samplerNames, except = [] }: Which) =>
  flagSet(
    samplerDefinitions
      .filter(({ name }) => samplers.includes(name))
      .map((definition) => ({ name: definition.name, options: samplerSpecs(definition) })),
    { except: [...elsewhere, ...except] },
  )

/** The flags of some samplers' options. */
export function samplerFlags(which: Which = {}): SamplerFlags {
  const set = setOf(which)
  return {
    options: () => set.options(which.only).map((option) => option.helpGroup('Sampler options:')),
    separate: (typed) => {
      const { given: samplerOptions, rest } = set.separate(typed)
      return { samplerOptions, rest }
    },
  }
}

const every = setOf({})

/** The flag of an option: `--final-sigma`; of others than samplers' their name. */
export const samplerFlag = (key: string): string => every.flags[key] ?? `--${key}`

/** @throws {DdpmError} `usage.option-of-other-sampler` */
export function checkSamplerFlags(name: SamplerName, options: TypedSamplerOptions): void {
  const definition = findSampler(name)
  const specs = definition ? samplerSpecs(definition) : sharedSamplerOptions
  const key = Object.keys(options).find((one) => options[one] !== undefined && !(one in specs))
  if (key === undefined) return
  throw usageError('usage.option-of-other-sampler', {
    option: every.flags[key],
    sampler: name,
    others: every.ownersOf(key),
  })
}
