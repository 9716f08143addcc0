/** The contractions: each as a product of patches and weights, or as a correlation. */

import { type Shape, sizeOf } from '../../../base/shape.ts'
import { ownInputs, type Tensor } from '../../../engine/ops.ts'
import { winogradConvolution, winogradGradient, winogradTransposed } from './algorithms.ts'
import { emitCorrelation, partialBytes } from './correlations.ts'
import type { Lowering } from './lowering.ts'
import { convolutionPatches, matrixPatches, transposedPatches } from './patches.ts'
import { emitProducts, inPanels } from './products.ts'
import { emitWinograd, spreadFilters } from './winograd/convolution.ts'
import { emitWinogradGradient, gradientBytes } from './winograd/filter-gradient.ts'

const FLOAT = 4

const lastSize = (shape: Shape) => shape.at(-1) ?? 1
const imageSize = ({ shape }: Tensor) => [shape[1], shape[2]] as const
const kernelSize = ({ shape }: Tensor) => [shape[0], shape[1]] as const

export const conv2d: Lowering<'conv2d'> = {
  prepares(tensor, choice) {
    const { right: w } = ownInputs(tensor)
    const geometry = winogradConvolution(tensor, choice)
    if (geometry) return spreadFilters(w, geometry)
    return inPanels(w, w.shape[0] * w.shape[1], w.shape[2], w.shape[3])
  },
  emit(tensor, emitter) {
    const { left: x, right: w } = ownInputs(tensor)
    const { address: source, pitch } = emitter.operand(w)
    const [, , channels, columns] = w.shape
    const weights = {
      source,
      channels,
      columns,
      tapStride: channels * pitch,
      channelStride: pitch,
      columnStride: FLOAT,
    }
    const geometry = winogradConvolution(tensor, emitter.choice)
    if (geometry) {
      emitWinograd(tensor, emitter, geometry, weights)
      return
    }
    const result = imageSize(tensor as Tensor)
    const from = emitter.operand(x)
    const patches = convolutionPatches(x, from, result, kernelSize(w), tensor.attributes)
    emitProducts(tensor, emitter, weights, [patches])
  },
}

export const convTranspose2d: Lowering<'convTranspose2d'> = {
  prepares(tensor, choice) {
    const { right: w } = ownInputs(tensor)
    const geometry = winogradTransposed(tensor, choice)
    if (geometry) return spreadFilters(w, geometry)
    return inPanels(w, w.shape[0] * w.shape[1], w.shape[3], w.shape[2])
  },
  emit(tensor, emitter) {
    const { left: x, right: w } = ownInputs(tensor)
    const { address: source, pitch } = emitter.operand(w)
    const [, , columns, channels] = w.shape
    const weights = {
      source,
      channels,
      columns,
      tapStride: columns * pitch,
      channelStride: FLOAT,
      columnStride: pitch,
    }
    const geometry = winogradTransposed(tensor, emitter.choice)
    if (geometry) {
      emitWinograd(tensor, emitter, geometry, weights)
      return
    }
    const { outputSize } = tensor.attributes
    const from = emitter.operand(x)
    const phases = transposedPatches(x, from, outputSize, kernelSize(w), tensor.attributes)
    emitProducts(tensor, emitter, weights, phases)
  },
}

export const conv2dFilterGradient: Lowering<'conv2dFilterGradient'> = {
  workspace(tensor, choice) {
    const geometry = winogradGradient(tensor, choice)
    if (geometry) return gradientBytes(geometry)
    const [height, width, channels, columns] = tensor.shape
    const [, dy] = tensor.inputs
    return partialBytes(height * width * channels, columns, sizeOf(dy.shape.slice(0, 3)))
  },
  emit(tensor, emitter) {
    const geometry = winogradGradient(tensor, emitter.choice)
    if (geometry) {
      emitWinogradGradient(tensor, emitter, geometry)
      return
    }
    const [x, dy] = tensor.inputs
    const { kernel } = tensor.attributes
    const from = emitter.operand(x)
    const patches = convolutionPatches(x, from, imageSize(dy), kernel, tensor.attributes)
    const { address, pitch } = emitter.operand(dy)
    const gradient = { dy: address, dyRowStride: pitch, dyColumnStride: FLOAT }
    emitCorrelation(tensor, emitter, patches, gradient)
  },
}

export const matmul: Lowering<'matmul'> = {
  workspace: ({ shape: [rows, columns], inputs: [a], attributes: { transposeA } }) =>
    transposeA ? partialBytes(rows, columns, sizeOf(a.shape.slice(0, -1))) : 0,
  prepares: ({ shape, inputs: [a, b], attributes: { transposeA } }) =>
    transposeA ? undefined : inPanels(b, 1, lastSize(a.shape), lastSize(shape)),
  emit(tensor, emitter) {
    const { left, right } = ownInputs(tensor)
    const { address, pitch } = emitter.operand(right)
    const { transposeA, transposeB } = tensor.attributes
    const [rowStride, columnStride] = transposeB ? [FLOAT, pitch] : [pitch, FLOAT]
    const patches = matrixPatches(emitter.operand(left))
    if (transposeA) {
      const gradient = { dy: address, dyRowStride: rowStride, dyColumnStride: columnStride }
      emitCorrelation(tensor, emitter, patches, gradient)
      return
    }
    const weights = {
      source: address,
      channels: lastSize(left.shape),
      columns: lastSize(tensor.shape),
      tapStride: 0,
      channelStride: rowStride,
      columnStride,
    }
    emitProducts(tensor, emitter, weights, [patches])
  },
}
