/** Convolutions and products of matrices. */

import { checkShape, type Shape, sameShape, sizeOf } from '../../base/shape.ts'
import type { Convolution, Tensor } from '../ops.ts'
import { demand, f32, type Rules } from './rule.ts'

/** Output size of a convolution along one axis. */
export function convolvedSize(size: number, kernel: number, convolution: Convolution) {
  const { stride, padding, paddingEnd = padding } = convolution
  return Math.floor((size + padding + paddingEnd - kernel) / stride) + 1
}

/** (B, H, W) of an image convolved with a filter. */
function convolved(x: Shape, kernel: readonly [number, number], attributes: Convolution): Shape {
  return [
    x[0],
    convolvedSize(x[1], kernel[0], attributes),
    convolvedSize(x[2], kernel[1], attributes),
  ]
}

/** (rows, columns): every size but the last as one. */
function matrixOf({ shape }: Tensor): number[] {
  const columns = shape.at(-1) ?? 1
  return [sizeOf(shape) / columns, columns]
}

export const contractionRules = {
  conv2d: (inputs, attributes) => {
    const [x, w] = inputs
    const fits = x.shape.length === 4 && w.shape.length === 4 && x.shape[3] === w.shape[2]
    demand(fits, 'conv2d', inputs, 'images (B, H, W, I) and a filter (KH, KW, I, O)')
    const shape = [...convolved(x.shape, [w.shape[0], w.shape[1]], attributes), w.shape[3]]
    return f32(checkShape(shape, 'the result of conv2d'))
  },
  convTranspose2d: (inputs, attributes) => {
    const [x, w] = inputs
    const [height, width] = attributes.outputSize
    const shape = [x.shape[0], height, width, w.shape[2]]
    const back = convolved(shape, [w.shape[0], w.shape[1]], attributes)
    const fits = x.shape[3] === w.shape[3] && sameShape(back, x.shape.slice(0, 3))
    demand(
      fits,
      'convTranspose2d',
      inputs,
      'images (B, H′, W′, O) and a filter (KH, KW, I, O) whose conv2d gives images of this size',
    )
    return f32(shape)
  },
  conv2dFilterGradient: (inputs, attributes) => {
    const [x, dy] = inputs
    const forward = convolved(x.shape, attributes.kernel, attributes)
    const fits = sameShape(forward, dy.shape.slice(0, 3))
    demand(
      fits,
      'conv2dFilterGradient',
      inputs,
      'images, and a gradient of the size that conv2d gives them',
    )
    return f32([...attributes.kernel, x.shape[3], dy.shape[3]])
  },
  matmul: (inputs, { transposeA, transposeB }) => {
    const [a, b] = inputs
    const left = transposeA ? matrixOf(a).reverse() : matrixOf(a)
    const right = transposeB ? matrixOf(b).reverse() : matrixOf(b)
    const fits = a.shape.length >= 2 && b.shape.length >= 2 && left[1] === right[0]
    demand(fits, 'matmul', inputs, 'two matrices with one inner size')
    const outer = transposeA ? [left[0]] : a.shape.slice(0, -1)
    return f32([...outer, right[1]])
  },
} satisfies Partial<Rules>
