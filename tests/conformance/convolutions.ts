/** A convolution, its transpose and its filter gradient of the same sizes, as three cases. */

import type { Shape } from '../../src/base/shape.ts'
import type { Tensor } from '../../src/engine/ops.ts'
import { convolvedSize } from '../../src/engine/shape-rules/contractions.ts'
import { conv2d, conv2dFilterGradient, convTranspose2d } from '../../src/engine/trace.ts'
import { asPart, type Case, type Leaves } from './case.ts'

/** A row of a table of convolutions. */
export type Sizes = readonly [
  samples: number,
  height: number,
  width: number,
  channelsIn: number,
  channelsOut: number,
  kernelHeight: number,
  kernelWidth: number,
  stride: number,
  padding: number,
  paddingEnd?: number,
]

const shows = ([b, h, w, i, o, kh, kw, s, p, end]: Sizes) =>
  `${b} of ${h} x ${w}, ${i} to ${o} channels, kernel ${kh} x ${kw}, stride ${s}, padding ${p}` +
  (end === undefined ? '' : ` and ${end} at the end`)

/** The shapes a convolution of these sizes takes and gives. */
export function shapesOf([b, h, w, i, o, kh, kw, stride, padding, paddingEnd]: Sizes) {
  const attributes = { stride, padding, ...(paddingEnd !== undefined && { paddingEnd }) }
  const size = (of: number, kernel: number) => convolvedSize(of, kernel, attributes)
  return {
    x: [b, h, w, i],
    w: [kh, kw, i, o],
    y: [b, size(h, kh), size(w, kw), o],
    attributes,
    kernel: [kh, kw] as const,
    outputSize: [h, w] as const,
  }
}

type Leaf = (leaves: Leaves, shape: Shape) => Tensor

/** @param leaf makes the operands, @param wrap takes the result */
function threeOf(
  row: Sizes,
  name: string,
  leaf: Leaf,
  wrap: (leaves: Leaves, result: Tensor) => Tensor,
): Case[] {
  const { x, w, y, attributes, kernel, outputSize } = shapesOf(row)
  return [
    {
      op: 'conv2d',
      name,
      trace: (l) => ({ y: wrap(l, conv2d(leaf(l, x), leaf(l, w), attributes)) }),
    },
    {
      op: 'convTranspose2d',
      name,
      trace: (l) => {
        const options = { ...attributes, outputSize }
        return { x: wrap(l, convTranspose2d(leaf(l, y), leaf(l, w), options)) }
      },
    },
    {
      op: 'conv2dFilterGradient',
      name,
      trace: (l) => {
        const options = { ...attributes, kernel }
        return { w: wrap(l, conv2dFilterGradient(leaf(l, x), leaf(l, y), options)) }
      },
    },
  ]
}

export const convolutionsOf = (
  row: Sizes,
  leaf: Leaf = (leaves, shape) => leaves.numbers(shape),
): Case[] => threeOf(row, shows(row), leaf, (_, result) => result)

/** The same with rows that lie apart. */
export const scatteredOf = (row: Sizes): Case[] =>
  threeOf(
    row,
    `slices in, a part out: ${shows(row)}`,
    (leaves, shape) => leaves.slice(shape),
    asPart,
  )
