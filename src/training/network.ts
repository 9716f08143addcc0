/** Which network a run trains: its settings as plain data, and how they become a network. */

import * as v from 'valibot'
import { type ImageSize, imageSizeOf } from '../base/image-size.ts'
import {
  choice,
  type OptionSpec,
  type OptionSpecs,
  rangeOf,
  type ValueOf,
} from '../base/option-specs.ts'
import { fits, resolveOptions } from '../base/options.ts'
import type { AnyDataset } from '../data/dataset.ts'
import type { ArchitectureOptions, Network } from '../nn/network.ts'
import {
  type AnyArchitecture,
  type ArchitectureName,
  architectureByName,
  architectureNames,
  architectures,
  type ChosenOptions,
  networkByName,
} from '../nn/registry.ts'
import { oneOf } from './ranges.ts'

/** The architecture that a run trains. */
export const modelOption = choice(architectureNames, {
  ...{ default: 'simple-unet', group: 'Network' },
  help: 'architecture of the network',
  meanings: Object.fromEntries(architectures.map(({ name, help }) => [name, help])),
})

/** Of every architecture that can learn classes. */
const classesOption = choice(['auto', 'none'], {
  ...{ default: 'auto', meanings: { auto: 'those of the data, if it has any' } },
  help: 'classes that the network learns',
})

/** What a run says of its network: the architecture's name, and the options that it takes. */
export interface NetworkSettings extends ChosenOptions {
  readonly model: ArchitectureName
  readonly classes?: ValueOf<typeof classesOption> | undefined
}

/** What a run may say of a network of an architecture, and whether it learns classes. */
export const networkSpecs = (definition: AnyArchitecture): OptionSpecs => ({
  ...Object.fromEntries(definition.chosen.map((name) => [name, definition.options[name]])),
  ...('classes' in definition.options && { classes: classesOption }),
})

function usualSettings(definition: AnyArchitecture & { readonly name: ArchitectureName }) {
  const defaults = Object.entries(networkSpecs(definition)).flatMap(([name, spec]) =>
    spec.default === undefined ? [] : [[name, spec.default]],
  )
  return { model: definition.name, ...Object.fromEntries(defaults) } as NetworkSettings
}

/** What each architecture is where nothing is said; what is not named follows from the rest. */
export const networks = Object.fromEntries(
  architectures.map((definition) => [definition.name, usualSettings(definition)]),
) as { readonly [Name in ArchitectureName]: NetworkSettings & { readonly model: Name } }

/** A setting as config.json holds it: what one of the architectures takes. */
function entryOf(specs: readonly OptionSpec[]) {
  const ranges = [...new Set(specs.map(rangeOf))].join(', or ')
  return v.optional(v.custom((value) => specs.some((spec) => fits(spec, value)), ranges))
}

type Entries = {
  readonly [Name in keyof Required<NetworkSettings>]: v.GenericSchema<NetworkSettings[Name]>
}

const all = architectures.map(networkSpecs)

/** As config.json holds them. */
export const networkEntries = {
  ...Object.fromEntries(
    [...new Set(all.flatMap(Object.keys))].map((name) => [
      name,
      entryOf(all.flatMap((specs) => (name in specs ? [specs[name]] : []))),
    ]),
  ),
  model: oneOf(architectureNames),
} as unknown as Entries

/** What divides the height and width of the images that the settings' network takes. */
export function sizeStep({ model, ...settings }: NetworkSettings): number {
  const { sizeStep: stepOf, options, chosen } = architectureByName(model)
  const specs = Object.fromEntries(chosen.map((name) => [name, options[name]]))
  const given = Object.entries(settings).filter(([name]) => chosen.includes(name))
  const resolved = resolveOptions(model, specs, Object.fromEntries(given))
  return stepOf?.(resolved as never) ?? 1 // resolved by this definition's own specs
}

/** What a network is fitted to. */
export interface Fit {
  readonly channels?: number | undefined
  readonly imageSize?: ImageSize | undefined
  /** How many classes there are; 0 where nothing is known of them. */
  readonly classes: number
}

type Fitted = Pick<AnyDataset, 'channels' | 'height' | 'width' | 'labels' | 'classes'>

/** What a network is fitted to: the shape and the classes of the data. */
export function fitOf({ channels, labels, classes = [], ...sides }: Fitted): Fit {
  return { channels, imageSize: imageSizeOf(sides), classes: labels ? classes.length : 0 }
}

/**
 * The network that settings ask for.
 * @param known default: every architecture of this version
 * @throws {DdpmError} where a setting is out of its range or does not fit the images
 */
export function buildNetwork(
  {
    model,
    classes: learnt,
    ...settings
  }: Omit<NetworkSettings, 'model'> & { readonly model: string },
  { classes, ...fit }: Fit,
  known: readonly AnyArchitecture[] = architectures,
): Network {
  const definition = architectureByName(model, known)
  const given = { ...settings, ...fit, classes: learnt === 'auto' ? classes : 0 }
  const taken = [...definition.chosen, 'channels', 'imageSize', 'classes'].filter(
    (name) => name in definition.options,
  )
  const options = Object.entries(given).filter(([name, value]) => {
    return value !== undefined && taken.includes(name)
  })
  return networkByName(model, Object.fromEntries(options) as ArchitectureOptions, known)
}
