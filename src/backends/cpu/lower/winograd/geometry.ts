/**
 * Convolutions as Winograd's algorithm takes them: filters of 3 x 3 or 2 x 2 taps over images in
 * steps of 1. A convolution of stride 2 is one over the four phases of its image, as channels; a
 * transposed one gives the four phases of its result, as columns. Shapes only, no addresses.
 */

import type { TensorOf } from '../../../../engine/ops.ts'
import { type Cut, cutAxis, tilesOf } from './tiling.ts'

export interface Geometry {
  readonly samples: number
  /** Along each axis of the filter, as it is taken here. */
  readonly taps: number
  readonly cutY: Cut
  readonly cutX: Cut
  /** Channels of the image, and the phases it is seen in, as step * step. */
  readonly channels: number
  readonly step: number
  /** Where the grid's first pixel sees the image. */
  readonly origin: number
  /** Columns of the result, its phases, and where the grid's first pixel lies in it. */
  readonly columns: number
  readonly resultStep: number
  readonly resultOrigin: number
  /** For each phase, each of taps * taps: where in the filter it stands, or -1. */
  readonly places: readonly number[]
}

const range = (count: number) => Array.from({ length: count }, (_, i) => i)
const pairs = (count: number) => range(count).flatMap((a) => range(count).map((b) => [a, b]))

/** Both axes of (phases, taps), from one axis' place of a tap. */
function placesOf(
  phases: number,
  taps: number,
  kernel: number,
  placeOf: (phase: number, tap: number) => number,
): number[] {
  return pairs(phases).flatMap(([phaseY, phaseX]) =>
    pairs(taps).map(([tapY, tapX]) => {
      const [y, x] = [placeOf(phaseY, tapY), placeOf(phaseX, tapX)]
      return y < kernel && x < kernel ? y * kernel + x : -1
    }),
  )
}

/** Taps per axis and phase, where Winograd's algorithm applies. */
function tapsOf([height, width]: readonly number[], stride: number): number | undefined {
  if (height !== width) return undefined
  if (stride === 1 && height === 3) return 3
  if (stride === 2 && (height === 3 || height === 4)) return 2
  return undefined
}

/** Channels are read 8 at a time. */
const fits = (channels: number) => channels % 8 === 0

interface Images {
  readonly samples: number
  readonly channels: number
  readonly columns: number
}

/** From an image to a smaller or equal one: `conv2d`, and its filter's gradient. */
function forward(
  images: Images,
  [height, width]: readonly number[],
  kernel: readonly number[],
  { stride, padding }: { readonly stride: number; readonly padding: number },
): Geometry | undefined {
  const taps = tapsOf(kernel, stride)
  if (taps === undefined || !fits(images.channels)) return undefined
  return {
    ...images,
    taps,
    cutY: cutAxis(height, taps),
    cutX: cutAxis(width, taps),
    step: stride,
    origin: -padding,
    resultStep: 1,
    resultOrigin: 0,
    places: placesOf(stride, taps, kernel[0], (phase, tap) => tap * stride + phase),
  }
}

export function convolution({
  inputs: [x, w],
  shape,
  attributes,
}: TensorOf<'conv2d'>): Geometry | undefined {
  const images = { samples: shape[0], channels: x.shape[3], columns: shape[3] }
  return forward(images, shape.slice(1, 3), w.shape, attributes)
}

export function filterGradient({
  inputs: [x, dy],
  attributes,
}: TensorOf<'conv2dFilterGradient'>): Geometry | undefined {
  const images = { samples: x.shape[0], channels: x.shape[3], columns: dy.shape[3] }
  return forward(images, dy.shape.slice(1, 3), attributes.kernel, attributes)
}

/**
 * The result's pixel stride * s + phase - padding is a sum over taps a of the image's pixel s - a;
 * the pixels s that any result needs are the grid.
 */
export function transposedConvolution({
  inputs: [x, w],
  shape,
  attributes: { stride, padding },
}: TensorOf<'convTranspose2d'>): Geometry | undefined {
  const taps = tapsOf(w.shape, stride)
  if (taps === undefined || !fits(x.shape[3])) return undefined
  const first = Math.floor(padding / stride)
  const across = (length: number) => Math.floor((length - 1 + padding) / stride) - first + 1
  const last = taps - 1
  return {
    ...{ samples: shape[0], channels: x.shape[3], columns: shape[3] },
    taps,
    cutY: cutAxis(across(shape[1]), taps),
    cutX: cutAxis(across(shape[2]), taps),
    step: 1,
    origin: first - last,
    resultStep: stride,
    resultOrigin: first * stride - padding,
    places: placesOf(stride, taps, w.shape[0], (phase, tap) => (last - tap) * stride + phase),
  }
}

/** Channels of the windows, all phases together. */
export const windowChannels = ({ channels, step }: Geometry) => channels * step * step

export const resultPhases = ({ resultStep }: Geometry) => resultStep * resultStep

/** Planes of a transform: pairs of points. */
export const planesOf = ({ cutY, cutX }: Geometry) => cutY.largePoints * cutX.largePoints

/** Tiles of an image. */
export const tilesPerImage = ({ cutY, cutX }: Geometry) => tilesOf(cutY) * tilesOf(cutX)
