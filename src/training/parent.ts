/** Starting from a trained model: which network a run then trains, and what it begins with. */

import { imageSizeOf } from '../base/image-size.ts'
import { sameShape } from '../base/shape.ts'
import type { Dataset } from '../data/dataset.ts'
import type { ModelContents } from '../models/contents.ts'
import { modelHost } from '../models/host.ts'
import type { ReadModel } from '../models/host-interface.ts'
import type { Model } from '../models/model.ts'
import type { ParentReference } from '../models/provenance.ts'
import { type FittedWeights, fitWeights } from '../nn/fit-weights.ts'
import type { ArchitectureOptions, Network } from '../nn/network.ts'
import { architectureByName, architectureNames, networkByName } from '../nn/registry.ts'
import { trainingError } from './errors.ts'
import { fitOf, type NetworkSettings } from './network.ts'

/** What a run begins with, and where that comes from. */
export interface Start extends FittedWeights {
  readonly parent: ParentReference
}

const hex = (bytes: ArrayBuffer) =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** A model in memory, with the checksum that its file would have. */
async function described(model: Model): Promise<ReadModel> {
  const { network, schedule, target, weights, classNames, provenance } = model
  const digest = await crypto.subtle.digest('SHA-256', Uint8Array.from(model.encode()))
  return {
    contents: { network, schedule, target, weights, ...(classNames && { classNames }) },
    name: provenance?.data ?? network.architecture,
    sha256: hex(digest),
  }
}

/**
 * The model that a run starts from.
 * @throws {DdpmError} `training.parent-without-files`; of a file that cannot be read, naming it
 */
export async function parentOf(from: Model | string): Promise<ReadModel> {
  if (typeof from !== 'string') return await described(from)
  const host = modelHost()
  if (!host) throw trainingError('training.parent-without-files', { from })
  return await host.readModel(from)
}

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

/**
 * What a network begins with where it starts from a parent.
 * @param classes names of the classes of the data
 * @throws {DdpmError} `training.parent-unlike` where no parameter of the parent fits
 */
export function startFrom(
  { contents, name, sha256 }: ReadModel,
  network: Network,
  { classes, seed }: { readonly seed: number } & Pick<Dataset, 'classes'>,
): Start {
  const { architecture } = network
  const edges = isKnown(network) ? architectureByName(architecture).edges : undefined
  const fitted = fitWeights(contents, { network, classNames: classes }, { edges, seed })
  if (fitted.kept.length + fitted.fitted.length > 0) return { ...fitted, parent: { name, sha256 } }
  throw trainingError('training.parent-unlike', { parent: name, model: architecture })
}
