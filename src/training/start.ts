/** What a run begins with that starts from a trained model. */

import type { Dataset } from '../data/dataset.ts'
import { encodeModel, type ModelContents } from '../models/contents.ts'
import { modelHost } from '../models/host.ts'
import type { ReadModel } from '../models/host-interface.ts'
import type { Model } from '../models/model.ts'
import type { ParentReference } from '../models/provenance.ts'
import { type FittedWeights, fitWeights } from '../nn/fit-weights.ts'
import type { Network } from '../nn/network.ts'
import { architectureByName } from '../nn/registry.ts'
import { trainingError } from './errors.ts'
import { isKnown } from './parent.ts'

/** What a run begins with, and where that comes from. */
export interface Start extends FittedWeights {
  readonly parent: ParentReference
}

const hex = (bytes: ArrayBuffer) =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** A model in memory as one to start from, with the checksum that its file would have. */
export async function asParent(contents: ModelContents): Promise<ReadModel> {
  const digest = await crypto.subtle.digest('SHA-256', Uint8Array.from(encodeModel(contents)))
  const name = contents.provenance?.data ?? contents.network.architecture
  const { provenance: _, ...parent } = contents
  return { contents: parent, name, sha256: hex(digest) }
}

/** What a model is made of. */
function contentsOf(model: Model): ModelContents {
  const { network, schedule, target, weights, classNames, preparation, provenance, sampling } =
    model
  return {
    ...{ network, schedule, target, weights },
    ...(classNames && { classNames }),
    ...(preparation && { preparation }),
    ...(provenance && { provenance }),
    ...(sampling && { sampling }),
  }
}

/**
 * The model that a run starts from.
 * @throws {DdpmError} `training.parent-without-files`; of a file that cannot be read, naming it
 */
export async function parentOf(from: Model | string): Promise<ReadModel> {
  if (typeof from !== 'string') return await asParent(contentsOf(from))
  const host = modelHost()
  if (!host) throw trainingError('training.parent-without-files', { from })
  return await host.readModel(from)
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
