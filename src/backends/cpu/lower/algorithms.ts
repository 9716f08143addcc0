/**
 * Which algorithm computes a convolution: from its shapes, by a model of what each takes. Checked
 * against measurements by `npm run bench:algorithms`. The choice does not depend on how many images
 * there are: a sample's bits must not depend on its batch.
 */

import type { Tensor, TensorOf } from '../../../engine/ops.ts'
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
  /** How much longer a filter's gradient takes than its convolution, both direct. */
  correlation: 1.1,
  /** A value at a point, of a window, of a result, of a filter. */
  window: 0.6,
  collected: 0.5,
  filter: 0.6,
} as const

/** What an op may choose from, and what its choice depends on besides shapes. */
export interface Choice {
  readonly algorithms: Algorithms
  /** Whether no run changes the tensor: the weights of a model that samples. */
  isSteady(tensor: Tensor): boolean
}

/**
 * Images that share the filters at their points. Not the batch's: training has many; a model that
 * samples may be given few, and reading the filters, 4 times the weights, is then most of the work.
 */
const IMAGES = { trained: 32, sampled: 5 } as const

const imagesOf = (weights: Tensor, { isSteady }: Choice) =>
  isSteady(weights) ? IMAGES.sampled : IMAGES.trained

/** Per image: the filter's share, windows, products, results. */
function winogradCost(geometry: Geometry, images: number): number {
  const { columns, cutY, cutX } = geometry
  const channels = windowChannels(geometry)
  const results = columns * resultPhases(geometry)
  const points = pointsOf(cutY) * pointsOf(cutX)
  const filters = planesOf(geometry) * channels * results
  return (
    (filters / images) * costs.filter +
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

function choose(
  geometry: Found,
  direct: () => number,
  images: number,
  { algorithms }: Choice,
): Found {
  if (!geometry || algorithms === 'direct') return undefined
  if (algorithms === 'winograd') return geometry
  return winogradCost(geometry, images) < direct() ? geometry : undefined
}

/** The geometry of the op where Winograd's algorithm is to compute it. */
export function winogradConvolution(tensor: TensorOf<'conv2d'>, choice: Choice): Found {
  const [, height, width, columns] = tensor.shape
  const [rows, across, channels] = tensor.inputs[1].shape
  const direct = () => directCost(height * width, columns, rows * across * channels)
  const images = imagesOf(tensor.inputs[1], choice)
  return choose(convolution(tensor), direct, images, choice)
}

/** As `winogradConvolution`. A pixel of the image meets every tap; most pixels of the result fewer. */
export function winogradTransposed(tensor: TensorOf<'convTranspose2d'>, choice: Choice): Found {
  const [, height, width, columns] = tensor.shape
  const [rows, across, , channels] = tensor.inputs[1].shape
  const { stride } = tensor.attributes
  const products = (rows * across * channels) / stride ** 2
  const direct = () => directCost(height * width, columns, products)
  const images = imagesOf(tensor.inputs[1], choice)
  return choose(transposedConvolution(tensor), direct, images, choice)
}

/** As `winogradConvolution`. */
export function winogradGradient(tensor: TensorOf<'conv2dFilterGradient'>, choice: Choice): Found {
  const [x, dy] = tensor.inputs
  const [rows, across] = tensor.attributes.kernel
  const [, height, width, columns] = dy.shape
  const products = rows * across * x.shape[3]
  const direct = () => directCost(height * width, columns, products) * costs.correlation
  return choose(filterGradient(tensor), direct, IMAGES.trained, choice)
}
