/** The flags of all samplers' options, made from their definitions. */

import type { Option } from '@commander-js/extra-typings'
import { sharedSamplerOptions } from '../../diffusion/samplers/options.ts'
import {
  findSampler,
  type SamplerName,
  samplerDefinitions,
  samplerSpecs,
} from '../../diffusion/samplers/registry.ts'
import { usageError } from '../usage-errors.ts'
import { flagSet } from './spec-flags.ts'

const owners = samplerDefinitions.map((definition) => ({
  name: definition.name,
  options: samplerSpecs(definition),
}))

/** Flags of their own elsewhere: `--steps` stands in every command, the others belong to img2img. */
const flags = flagSet(owners, { except: ['steps', 'start', 'strength'] })

/** The flags, as commander takes them. */
export const samplerFlags = (): Option[] => flags.options()

/** What was typed: the sampler's options by their own names, and the rest. */
export function separateSampler<Typed extends object>(typed: Typed) {
  const { given: samplerOptions, rest } = flags.separate(typed)
  return { samplerOptions, rest }
}

/** @throws {DdpmError} `usage.option-of-other-sampler` */
export function checkSamplerFlags(
  name: SamplerName,
  options: Readonly<Record<string, unknown>>,
): void {
  const definition = findSampler(name)
  const specs = definition ? samplerSpecs(definition) : sharedSamplerOptions
  const key = Object.keys(options).find((one) => options[one] !== undefined && !(one in specs))
  if (key === undefined) return
  throw usageError('usage.option-of-other-sampler', {
    option: flags.flags[key],
    sampler: name,
    others: flags.ownersOf(key),
  })
}
