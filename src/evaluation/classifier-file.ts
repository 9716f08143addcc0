/** A trained classifier as safetensors bytes that say what it is. */

import { readSafetensors, writeSafetensors } from '../formats/safetensors.ts'
import { asFloat32, fromFloat32, type SafeTensor } from '../formats/tensor-types.ts'
import { fromTorch, toTorch } from '../nn/parameters.ts'
import type { Classifier } from './classifier.ts'
import { evaluationError } from './errors.ts'

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
 * @throws {DdpmError} `classifier.file-of-another`, `classifier.file-damaged`
 */
export function decodeClassifier(
  bytes: Uint8Array,
  { parameters, parameterCount }: Classifier,
  key: string,
): Float32Array {
  const { metadata, tensors } = readSafetensors(bytes)
  if (metadata[METADATA_KEY] !== key) throw evaluationError('classifier.file-of-another')
  const weights = new Float32Array(parameterCount)
  for (const parameter of parameters) {
    const tensor = tensors.get(parameter.name)
    if (tensor?.shape.join() !== parameter.shape.join()) {
      const problem = tensor ? 'has another shape' : 'is missing'
      throw evaluationError('classifier.file-damaged', { tensor: parameter.name, problem })
    }
    const values = asFloat32(tensor, parameter.name)
    if (!values.every(Number.isFinite)) {
      const problem = 'holds a value that is not finite'
      throw evaluationError('classifier.file-damaged', { tensor: parameter.name, problem })
    }
    fromTorch(values, parameter, weights)
  }
  return weights
}
