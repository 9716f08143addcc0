/** The tiny network, images of squares, and how far two of them are apart. */

import { openReference } from '../../../../src/backends/reference/device.ts'
import type { NdArray } from '../../../../src/base/shape.ts'
import { gatherBatch } from '../../../../src/data/dataset.ts'
import { initialParameters } from '../../../../src/nn/parameters.ts'
import { squares, tinyModel } from '../../../tiny.ts'

export const PIXELS = 64

/** A network that has learnt nothing, on the device that judges. */
export const untrained = () => ({
  device: openReference(),
  model: tinyModel,
  weights: initialParameters(tinyModel.parameters, 3),
})

/** (count, 8, 8, 1): bright squares on black. */
export function squareImages(count: number): NdArray {
  const indices = Array.from({ length: count }, (_, i) => i)
  const data = gatherBatch(squares(count), indices, new Float32Array(count * PIXELS))
  return { shape: [count, 8, 8, 1], data }
}

/** The numbers of one image. */
export const imageAt = ({ data }: NdArray, i: number) => data.slice(i * PIXELS, (i + 1) * PIXELS)

/** |a - b| / |b| */
export function relativeError(a: Float32Array, b: Float32Array): number {
  const norm = (x: Float32Array) => Math.sqrt(x.reduce((sum, value) => sum + value * value, 0))
  return norm(a.map((value, i) => value - b[i])) / norm(b)
}
