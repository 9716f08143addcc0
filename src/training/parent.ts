/** Starting from a trained model: which network a run then trains. */

import { imageSizeOf } from '../base/image-size.ts'
import { sameShape } from '../base/shape.ts'
import type { ModelContents } from '../models/contents.ts'
import type { ArchitectureOptions, Network } from '../nn/network.ts'
import { architectureByName, architectureNames, networkByName } from '../nn/registry.ts'
import { trainingError } from './errors.ts'
import { fitOf, type NetworkSettings } from './network.ts'

/** Options of a network but those that follow from its widths. */
function withoutDerived({ architecture, options }: Network): ArchitectureOptions {
  const specs = architectureByName(architecture).options
  return Object.fromEntries(
    Object.entries(options).filter(([name]) => specs[name]?.unset === undefined),
  )
}

/**
 * The options that a network takes over from its parent: all, or where other widths are named those that do
 * not follow from them.
 */
export const inheritedOptions = (
  parent: Network,
  { widths }: Pick<NetworkSettings, 'widths'>,
): ArchitectureOptions =>
  widths && String(widths) !== String(parent.options['widths'])
    ? withoutDerived(parent)
    : parent.options

/** Whether networks of its architecture can be made for other images. */
export const isKnown = ({ architecture }: Network) =>
  architectureNames.some((name) => name === architecture)

/**
 * The network of a run as its settings say it: the parent's, changed by what is named.
 * @throws {DdpmError} `training.parent-of-another` where another architecture is named,
 * `architecture.unknown`
 */
export function inheritedSettings(
  parent: Network,
  { model, ...settings }: Partial<NetworkSettings>,
): NetworkSettings {
  const { architecture } = parent
  if (model !== undefined && model !== architecture) {
    throw trainingError('training.parent-of-another', { model, parent: architecture })
  }
  const { name, options, chosen } = architectureByName(architecture)
  const taken = [...chosen, ...('classes' in options ? ['classes'] : [])]
  const given = Object.entries(settings).filter(
    ([key, value]) => value !== undefined && taken.includes(key),
  )
  const own = Object.entries(inheritedOptions(parent, settings))
  return {
    ...Object.fromEntries(own.filter(([key]) => chosen.includes(key))),
    ...('classes' in options && { classes: 'auto' }),
    ...Object.fromEntries(given),
    model: name as NetworkSettings['model'],
  }
}

/** A network of an architecture of one's own: the parent's, where the images and classes are its own. */
function sameNetwork({ network }: ModelContents, data: Parameters<typeof fitOf>[0]): Network {
  const { architecture: model, classes, imageShape } = network
  const fit = fitOf(data)
  if (sameShape([data.height, data.width, data.channels], imageShape) && fit.classes === classes) {
    return network
  }
  throw trainingError('training.parent-not-fitted', { model })
}

/**
 * The parent's network for other images: with their size, channels and classes, and with the options named.
 * @param settings what is named of the network; what is not is as in the parent
 * @throws {DdpmError} `training.parent-of-another` where another architecture is named,
 * `training.parent-not-fitted`, `architecture.…`
 */
export function childNetwork(
  parent: ModelContents,
  settings: Partial<NetworkSettings>,
  data: Parameters<typeof fitOf>[0],
): Network {
  const { network } = parent
  if (!isKnown(network)) return sameNetwork(parent, data)
  const { model, classes: learnt, ...chosen } = inheritedSettings(network, settings)
  const { options } = architectureByName(model)
  const { anyClass: _, ...inherited } = inheritedOptions(network, settings)
  const { classes } = fitOf(data)
  return networkByName(model, {
    ...inherited,
    ...(chosen as ArchitectureOptions),
    ...{ channels: data.channels, imageSize: imageSizeOf(data) },
    ...('classes' in options && { classes: learnt === 'auto' ? classes : 0 }),
  })
}
