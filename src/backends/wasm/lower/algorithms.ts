/**
 * Which algorithm computes a convolution: from its shapes, by a model of what each takes. Checked
 * against measurements by `npm run bench:algorithms`. The choice does not depend on how many images
 * there are: a sample's bits must not depend on its batch.
 */

import type { TensorOf } from '../../../engine/ops.ts'
import {
  convolution,
  filterGradient,
  type Geometry,
  planesOf,
  resultPhases,
  transposedConvolution,
  windowChannels,
} from './winograd/geometry.ts'
import { pointsOf } from './winograd/tiling.ts'

/** `best` by the model; `direct` or `winograd` wherever it can be, for tests and comparisons. */
export type Algorithms = 'best' | 'direct' | 'winograd'

/**
 * What a convolution of some images takes on one core, in nanoseconds: 256-bit kernels on a Zen 4 of
 * 2023. Only the proportions matter.
 */
const costs = {
  /** A multiplication and an addition. */
  product: 0.0095 * 2,
  /** A value of a patch packed; a result of a direct convolution stored. */
  patch: 0.1,
  result: 3,
  /** A value at a point, of a window, of a result, of a filter. */
  window: 0.6,
  collected: 0.5,
  filter: 0.6,
} as const

/** Images that share the transform of the filters: a small batch. */
const IMAGES = 16

/** Per image: the filter's share, windows, products, results. */
function winogradCost(geometry: Geometry): number {
  const { columns, cutY, cutX } = geometry
  const channels = windowChannels(geometry)
  const results = columns * resultPhases(geometry)
  const points = pointsOf(cutY) * pointsOf(cutX)
  const filters = planesOf(geometry) * channels * results
  return (
    (filters / IMAGES) * costs.filter +
    points * channels * costs.window +
    points * channels * results * costs.product +
    points * results * costs.collected
  )
}

/** Per image: `pixels` results of `columns`, each of so many products. */
function directCost(pixels: number, columns: number, products: number): number {
  return (
    pixels * (products * costs.patch + columns * costs.result + columns * products * costs.product)
  )
}

type Found = Geometry | undefined

function choose(geometry: Found, direct: () => number, algorithms: Algorithms): Found {
  if (!geometry || algorithms === 'direct') return undefined
  if (algorithms === 'winograd') return geometry
  return winogradCost(geometry) < direct() ? geometry : undefined
}

/** The geometry of the op where Winograd's algorithm is to compute it. */
export function winogradConvolution(tensor: TensorOf<'conv2d'>, algorithms: Algorithms): Found {
  const [, height, width, columns] = tensor.shape
  const [rows, across, channels] = tensor.inputs[1].shape
  const direct = () => directCost(height * width, columns, rows * across * channels)
  return choose(convolution(tensor), direct, algorithms)
}

/** As `winogradConvolution`. A pixel of the image meets every tap; most pixels of the result fewer. */
export function winogradTransposed(
  tensor: TensorOf<'convTranspose2d'>,
  algorithms: Algorithms,
): Found {
  const [, height, width, columns] = tensor.shape
  const [rows, across, , channels] = tensor.inputs[1].shape
  const { stride } = tensor.attributes
  const products = (rows * across * channels) / stride ** 2
  const direct = () => directCost(height * width, columns, products)
  return choose(transposedConvolution(tensor), direct, algorithms)
}

/** As `winogradConvolution`. */
export function winogradGradient(
  tensor: TensorOf<'conv2dFilterGradient'>,
  algorithms: Algorithms,
): Found {
  const [x, dy] = tensor.inputs
  const [rows, across] = tensor.attributes.kernel
  const [, height, width, columns] = dy.shape
  const direct = () => directCost(height * width, columns, rows * across * x.shape[3])
  return choose(filterGradient(tensor), direct, algorithms)
}
