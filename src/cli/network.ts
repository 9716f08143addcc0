/** The options of the command line that say which network a run trains, made from the architectures. */

import { Option } from '@commander-js/extra-typings'
import { explainedRange, flagOf, type OptionSpecs } from '../base/option-specs.ts'
import { fits } from '../base/options.ts'
import {
  type AnyArchitecture,
  type ArchitectureName,
  architectureByName,
  architectureNames,
  architectures,
} from '../nn/registry.ts'
import { modelOption, type NetworkSettings, networkSpecs, networks } from '../training/network.ts'
import { oneOf } from './options/readers.ts'
import { flagSet } from './options/spec-flags.ts'
import { usageError } from './usage-errors.ts'

type Specs = (definition: AnyArchitecture) => OptionSpecs

const inGroup = (specs: OptionSpecs, group: string): OptionSpecs =>
  Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, { ...spec, group }]))

/** The flags of what is asked of each architecture. */
export const architectureFlags = (specsOf: Specs, group: string) =>
  flagSet(
    architectures.map((definition) => ({
      name: definition.name,
      options: inGroup(specsOf(definition), group),
    })),
  )

/** `--model` */
export const modelFlag = () =>
  new Option(
    '--model <name>',
    `${modelOption.help}: ${explainedRange(modelOption)} (default: ${modelOption.default})`,
  )
    .argParser(oneOf(architectureNames))
    .helpGroup(`${modelOption.group}:`)

export const networkOptions = architectureFlags(networkSpecs, modelOption.group)

type NetworkSetting = Exclude<keyof NetworkSettings, 'model'>

/** Each setting's flag, but that of the architecture itself. */
export const networkFlags = networkOptions.flags as {
  readonly [Name in NetworkSetting]: `--${string}`
}

/** What was said of a network. */
export type NetworkFlags = {
  readonly [K in keyof NetworkSettings]?: NetworkSettings[K] | undefined
}

/**
 * Judges options by the architecture that they are for.
 * @throws {DdpmError} `usage.option-of-another-network`, `usage.network-option-out-of-range`
 */
export function checkNetworkOptions(
  model: ArchitectureName,
  given: Readonly<Record<string, unknown>>,
  specs: OptionSpecs,
): void {
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined
    if (!spec) {
      const option = networkFlags[name as NetworkSetting] ?? `--${name}`
      const takes = Object.entries(specs).map(([key, one]) => flagOf(key, one))
      throw usageError('usage.option-of-another-network', { option, model, takes })
    }
    if (fits(spec, value)) continue
    const option = `${flagOf(name, spec)} ${String(value)}`
    const range = explainedRange(spec)
    throw usageError('usage.network-option-out-of-range', { option, model, range })
  }
}

/**
 * What changes a preset's network into the one that was named.
 * @throws {DdpmError} `usage.option-of-another-network`, `usage.network-option-out-of-range`
 */
export function otherNetwork(
  preset: NetworkSettings,
  flags: NetworkFlags,
): Partial<NetworkSettings> {
  const model = flags.model ?? preset.model
  const names = Object.keys(networkFlags) as NetworkSetting[]
  const given = Object.fromEntries(names.map((name) => [name, flags[name]]))
  checkNetworkOptions(model, given, networkSpecs(architectureByName(model)))
  if (model === preset.model) return {}
  const nothing = names.map((name) => [name, undefined])
  return { ...Object.fromEntries(nothing), ...networks[model] }
}
