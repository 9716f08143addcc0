/**
 * Geometries against the definition of each convolution: which pixel of the image meets which pixel
 * of the result through which place of the filter. Each must meet once, so no numbers are needed.
 */

import { describe, expect, test } from 'vitest'
import {
  convolution,
  filterGradient,
  type Geometry,
  planesOf,
  resultPhases,
  tilesPerImage,
  transposedConvolution,
  windowChannels,
} from '../../../../../src/backends/cpu/lower/winograd/geometry.ts'
import {
  type Cut,
  pointsOf,
  tilesOf,
} from '../../../../../src/backends/cpu/lower/winograd/tiling.ts'
import { Graph } from '../../../../../src/engine/graph.ts'
import type { TensorOf } from '../../../../../src/engine/ops.ts'
import { conv2d, conv2dFilterGradient, convTranspose2d } from '../../../../../src/engine/trace.ts'
import { type Sizes, shapesOf } from '../../../../conformance/convolutions.ts'

type Pixel = readonly [y: number, x: number]
type Shape = readonly number[]

const range = (count: number) => Array.from({ length: count }, (_, i) => i)
const pixels = (height: number, width = height): Pixel[] =>
  range(height).flatMap((y) => range(width).map((x): Pixel => [y, x]))

/** Shapes are (B, H, W, C). */
const isInside = ([y, x]: Pixel, [, height, width]: Shape) =>
  y >= 0 && x >= 0 && y < height && x < width

/** The pixel at step * pixel + origin, the same along both axes unless two are given. */
const placed = ([y, x]: Pixel, step: number, origin: number, [dy, dx]: Pixel = [0, 0]): Pixel => [
  step * y + origin + dy,
  step * x + origin + dx,
]

const link = (large: Pixel, small: Pixel, place: number) => `${large} ${small} ${place}`

/** A convolution's definition: the small image's pixel p meets S p - P + k through place k. */
function definition(row: Sizes): string[] {
  const { x, y, kernel, attributes } = shapesOf(row)
  return pixels(y[1], y[2]).flatMap((small) =>
    pixels(kernel[0], kernel[1]).flatMap((tap) => {
      const large = placed(small, attributes.stride, -attributes.padding, tap)
      return isInside(large, x) ? [link(large, small, tap[0] * kernel[1] + tap[1])] : []
    }),
  )
}

/** What of its image meets what of its result, as the kernels understand a geometry. */
function meetings(geometry: Geometry, image: Shape, result: Shape) {
  const { taps, step, origin, resultStep, resultOrigin, places, cutY, cutX } = geometry
  const covered = (cut: Cut) => pointsOf(cut) - (taps - 1) * tilesOf(cut)
  const found: { readonly from: Pixel; readonly to: Pixel; readonly place: number }[] = []
  const phases = pixels(step).flatMap((own) => pixels(resultStep).map((other) => [own, other]))
  phases.forEach(([phase, resultPhase], i) => {
    pixels(taps).forEach((tap, j) => {
      const place = places[i * taps * taps + j]
      if (place < 0) return
      for (const pixel of pixels(covered(cutY), covered(cutX))) {
        const from = placed(placed(pixel, 1, 0, tap), step, origin, phase)
        const to = placed(pixel, resultStep, resultOrigin, resultPhase)
        if (isInside(from, image) && isInside(to, result)) found.push({ from, to, place })
      }
    })
  })
  return found
}

/** The three ops of the same sizes. */
function opsOf(row: Sizes) {
  const { x, y, w, kernel, outputSize, attributes } = shapesOf(row)
  const graph = new Graph()
  const [image, result] = [graph.input('x', x), graph.input('y', y)]
  const weights = graph.input('w', w)
  const transposed = convTranspose2d(result, weights, { ...attributes, outputSize })
  const gradient = conv2dFilterGradient(image, result, { ...attributes, kernel })
  return {
    forward: convolution(conv2d(image, weights, attributes) as TensorOf<'conv2d'>),
    transposed: transposedConvolution(transposed as TensorOf<'convTranspose2d'>),
    gradient: filterGradient(gradient as TensorOf<'conv2dFilterGradient'>),
  }
}

const geometryOf = (geometry: Geometry | undefined) => geometry ?? expect.fail('none applies')

/** [kernel, stride, padding, padding at the end] */
const kinds = [
  ...[0, 1, 2].map((padding) => [3, 1, padding, padding] as const),
  ...[0, 1, 2].map((padding) => [3, 2, padding, padding] as const),
  ...[0, 1, 2, 3].map((padding) => [4, 2, padding, padding] as const),
  ...([
    [3, 1, 2, 0],
    [3, 2, 0, 1],
    [4, 2, 1, 0],
  ] as const),
]

describe.each(kinds)(
  'a kernel of %i, stride %i, padding %i, %i',
  (kernel, stride, padding, end) => {
    const lengths = range(17).filter((length) => length + padding + end >= kernel && length > 0)
    const rows = lengths.map((height, i) => {
      const width = lengths[(i * 5 + 3) % lengths.length]
      return [1, height, width, 8, 8, kernel, kernel, stride, padding, end] as const
    })

    test.each(rows)('%i of %i x %i: each pixel meets what it must, once', (...row) => {
      const { x, y } = shapesOf(row)
      const { forward, transposed, gradient } = opsOf(row)
      const expected = definition(row).sort()
      const down = (geometry: Geometry | undefined) =>
        meetings(geometryOf(geometry), x, y).map(({ from, to, place }) => link(from, to, place))
      expect(down(forward).sort()).toEqual(expected)
      expect(down(gradient).sort()).toEqual(expected)
      const up = meetings(geometryOf(transposed), y, x)
      expect(up.map(({ from, to, place }) => link(to, from, place)).sort()).toEqual(expected)
    })
  },
)

/** [why, sizes] */
const others: readonly (readonly [string, Sizes])[] = [
  ['12 channels', [1, 8, 8, 12, 12, 3, 3, 1, 1]],
  ['a kernel of 3 x 1', [1, 8, 8, 8, 8, 3, 1, 1, 0]],
  ['a kernel of 4 in steps of 1', [1, 8, 8, 8, 8, 4, 4, 1, 1]],
  ['a kernel of 5', [1, 8, 8, 8, 8, 5, 5, 2, 1]],
  ['a kernel of 1', [1, 8, 8, 8, 8, 1, 1, 1, 0]],
  ['a stride of 3', [1, 9, 9, 8, 8, 3, 3, 3, 1]],
]

test.each(others)('none applies to %s', (_, row) => {
  expect(opsOf(row)).toEqual({ forward: undefined, transposed: undefined, gradient: undefined })
})

test('the channels read must divide by 8: those of the image, or a transpose’s own', () => {
  const [wide, narrow] = [16, 5]
  const { forward, transposed, gradient } = opsOf([1, 8, 8, wide, narrow, 3, 3, 1, 1])
  expect([forward, transposed, gradient].map(Boolean)).toEqual([true, false, true])
  const other = opsOf([1, 8, 8, narrow, wide, 3, 3, 1, 1])
  expect(Object.values(other).map(Boolean)).toEqual([false, true, false])
})

test('phases are channels of the image, or columns of the result', () => {
  const { forward, transposed } = opsOf([3, 28, 14, 24, 8, 4, 4, 2, 1])
  const [halved, doubled] = [geometryOf(forward), geometryOf(transposed)]
  expect([windowChannels(halved), resultPhases(halved)]).toEqual([96, 1])
  expect([windowChannels(doubled), resultPhases(doubled)]).toEqual([8, 4])
  // 14 results: two tiles of 6 points and one of 5; 7: one of 5 and one of 4
  expect([planesOf(halved), tilesPerImage(halved)]).toEqual([30, 6])
})
