/** The flags of all samplers' options, made from their definitions. */

import { Option } from '@commander-js/extra-typings'
import { flagOf, type OptionSpec, rangeOf } from '../../base/option-specs.ts'
import { fits } from '../../base/options.ts'
import { sharedSamplerOptions } from '../../diffusion/samplers/options.ts'
import {
  findSampler,
  type SamplerName,
  samplerDefinitions,
  samplerSpecs,
} from '../../diffusion/samplers/registry.ts'
import { usageError } from '../usage-errors.ts'
import { number, oneOf } from './readers.ts'

/** Flags of their own elsewhere: `--steps` stands in every command, the others belong to img2img. */
const elsewhere: readonly string[] = ['steps', 'start', 'strength']

interface Owned {
  readonly spec: OptionSpec
  readonly owners: readonly SamplerName[]
}

/** Each option's specs, with the samplers that have it so. */
function ownedBy(key: string): Owned[] {
  const found = samplerDefinitions.flatMap((definition) => {
    const spec = samplerSpecs(definition)[key]
    return spec ? [{ spec, owner: definition.name }] : []
  })
  return [...new Set(found.map(({ spec }) => spec))].map((spec) => ({
    spec,
    owners: found.filter((one) => one.spec === spec).map(({ owner }) => owner),
  }))
}

const keys = [
  ...new Set(samplerDefinitions.flatMap((one) => Object.keys(samplerSpecs(one)))),
].filter((key) => !elsewhere.includes(key))

/** `schedule, karras or exponential (default: schedule)`, and for whom where they differ. */
function rangeWords(owned: readonly Owned[]): string {
  const words = ({ spec }: Owned) => `${rangeOf(spec)} (default: ${String(spec.default)})`
  const alike = new Set(owned.map(words)).size === 1
  if (alike) return words(owned[0])
  return owned.map((one) => `${words(one)} for ${one.owners.join(', ')}`).join('; ')
}

function helpOf(key: string): string {
  const owned = ownedBy(key)
  const owners = owned.flatMap((one) => one.owners)
  const all = owners.length === samplerDefinitions.length
  return `${all ? '' : `${owners.join(', ')}: `}${owned[0].spec.help}; ${rangeWords(owned)}`
}

/** A number in the range of a spec. */
const numberOf = (spec: OptionSpec) => (word: string) => {
  const value = number(word)
  if (fits(spec, value)) return value
  throw usageError('usage.out-of-option-range', { range: rangeOf(spec) })
}

/** From the word typed to a value that one of the samplers may take; each judges it for itself. */
function readerOf(key: string): (word: string) => unknown {
  const specs = ownedBy(key).map(({ spec }) => spec)
  if (specs[0].kind === 'number') return numberOf(specs[0])
  const values = specs.flatMap((spec): readonly (string | number | boolean)[] => {
    if (spec.kind === 'toggle') return [true, false]
    return spec.kind === 'choice' ? spec.values : []
  })
  const read = oneOf(values.map(String))
  return (word) => {
    const name = read(word)
    return values.find((value) => String(value) === name)
  }
}

const flagFor = (key: string) => flagOf(key, ownedBy(key)[0].spec)

/** The flags, as commander takes them. */
export const samplerFlags = (): Option[] =>
  keys.map((key) => new Option(`${flagFor(key)} <value>`, helpOf(key)).argParser(readerOf(key)))

/** What was typed: the sampler's options by their own names, and the rest. */
export function separateSampler<Typed extends object>(typed: Typed) {
  const rest = { ...typed } as Record<string, unknown>
  const samplerOptions: Record<string, unknown> = {}
  for (const key of keys) {
    const typedAs = new Option(flagFor(key)).attributeName()
    if (rest[typedAs] !== undefined) samplerOptions[key] = rest[typedAs]
    delete rest[typedAs]
  }
  return { samplerOptions, rest: rest as Typed }
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
  const owned = ownedBy(key)
  throw usageError('usage.option-of-other-sampler', {
    option: flagFor(key),
    sampler: name,
    others: owned.flatMap((one) => one.owners),
  })
}
