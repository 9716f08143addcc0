/** Models of PyTorch's files: state dicts, and checkpoints that hold them, of networks that are known here. */

import { DdpmError } from '../../base/errors.ts'
import type { RandomAccess } from '../../formats/random-access.ts'
import { asFloat32, type SafeTensor } from '../../formats/tensor-types.ts'
import { openTorch, type TorchFile } from '../../formats/torch/file.ts'
import type { WeightShapes } from '../../nn/definition.ts'
import type { Network } from '../../nn/network.ts'
import { architectureNames, recogniseNetwork } from '../../nn/registry.ts'
import {
  type DecodeOptions,
  type ForeignFacts,
  type ModelContents,
  readForeign,
} from '../contents.ts'
import { fileError } from '../file-errors.ts'
import { scheduleOfBetas, targetOfLossWeights } from './diffusion.ts'
import { choiceSentence, type FoundWeights, findWeights, tensorDictsIn } from './state-dict.ts'

/** A network of one's own is known by its names; others by what is known of architectures. */
const knownTo = (own: Network | undefined) => (shapes: WeightShapes) => {
  if (own) return own.parameters.every(({ name }) => shapes.has(name))
  try {
    recogniseNetwork(shapes)
    return true
  } catch (error) {
    if (error instanceof DdpmError) return false
    throw error
  }
}

/**
 * The tensors of a network's weights.
 * @param isNetwork whether weights of these names and shapes are its
 * @throws {DdpmError} `torch.…`, `pickle.…`, `zip.…`; `model-file.weights-missing` where there are none
 */
export async function readTorchWeights(
  file: RandomAccess,
  isNetwork: (shapes: WeightShapes) => boolean,
): Promise<Map<string, SafeTensor>> {
  const torch = await openTorch(file)
  const finding = findWeights(torch.value, { isNetwork })
  if (!finding) throw weightsMissing(torch)
  return await torch.read(finding.chosen.tensors)
}

function weightsMissing({ value }: TorchFile) {
  const found = tensorDictsIn(value).map(({ place, tensors }) => {
    return { place, tensors: tensors.size }
  })
  return fileError('model-file.weights-missing', { found, known: architectureNames })
}

/** Numbers of a buffer beside the weights. */
async function bufferOf(file: TorchFile, { beside }: FoundWeights, name: string) {
  const tensor = beside.get(name)
  if (!tensor) return undefined
  const read = (await file.read(new Map([[name, tensor]]))).get(name)
  return read && asFloat32(read, name)
}

/** Schedule and target where the file has them. */
async function diffusionOf(file: TorchFile, chosen: FoundWeights): Promise<ForeignFacts> {
  const betas = await bufferOf(file, chosen, 'betas')
  if (!betas) return {}
  const schedule = scheduleOfBetas(betas)
  const lossWeights = await bufferOf(file, chosen, 'loss_weight')
  const target = lossWeights && targetOfLossWeights(schedule, lossWeights)
  return { schedule, ...(target && { target }) }
}

/**
 * Reads a model from what `torch.save` has written. Schedule and target come from the file where it holds the
 * buffers of its diffusion; what was chosen and what was assumed is in `notes`.
 * @throws {DdpmError} `torch.…`, `pickle.…`, `zip.…`; `model-file.weights-missing` where it holds no weights of
 * a network that is known; `model-file.…` where they do not fit it
 */
export async function readTorchModel(
  file: RandomAccess,
  options: DecodeOptions = {},
): Promise<ModelContents> {
  const { weights, network } = options
  const torch = await openTorch(file)
  const finding = findWeights(torch.value, { weights, isNetwork: knownTo(network) })
  if (!finding) throw weightsMissing(torch)
  const { chosen } = finding
  const known = await diffusionOf(torch, chosen)
  const tensors = await torch.read(chosen.tensors)
  const contents = readForeign({ metadata: {}, tensors }, options, known)
  const choice = choiceSentence(finding)
  return choice ? { ...contents, notes: [choice, ...(contents.notes ?? [])] } : contents
}
