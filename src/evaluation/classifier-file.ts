/** A trained classifier as safetensors bytes that say what it is. */

import { FormatError } from '../formats/error.ts'
import { readSafetensors, writeSafetensors } from '../formats/safetensors.ts'
import { asFloat32, fromFloat32, type SafeTensor } from '../formats/tensor-types.ts'
import { fromTorch, toTorch } from '../nn/parameters.ts'
import type { Classifier } from './classifier.ts'

const METADATA_KEY = 'ddpm-classifier'

/**
 * The bytes of a classifier's weights, with PyTorch's names and layouts.
 * @param key what the weights depend on: data, recipe and network
 */
export function encodeClassifier(
  { parameters }: Classifier,
  weights: Float32Array,
  key: string,
): Uint8Array {
  const tensors = new Map<string, SafeTensor>()
  for (const parameter of parameters) {
    tensors.set(parameter.name, fromFloat32(parameter.shape, toTorch(weights, parameter)))
  }
  return writeSafetensors(tensors, { format: 'pt', [METADATA_KEY]: key })
}

/**
 * The weights in such a file.
 * @throws {FormatError} where it is damaged, or holds another classifier.
 */
export function decodeClassifier(
  bytes: Uint8Array,
  { parameters, parameterCount }: Classifier,
  key: string,
): Float32Array {
  const { metadata, tensors } = readSafetensors(bytes)
  if (metadata[METADATA_KEY] !== key) throw new FormatError('the file holds another classifier')
  const weights = new Float32Array(parameterCount)
  for (const parameter of parameters) {
    const tensor = tensors.get(parameter.name)
    if (tensor?.shape.join() !== parameter.shape.join()) {
      throw new FormatError(`${parameter.name} is missing or of another shape`)
    }
    fromTorch(asFloat32(tensor, parameter.name), parameter, weights)
  }
  if (!weights.every(Number.isFinite)) throw new FormatError('a weight is not finite')
  return weights
}
