/** Attention and its gradient. */

import { type Shape, sizeOf } from '../../../src/base/shape.ts'
import type { Tensor } from '../../../src/engine/ops.ts'
import { attention, attentionGradient, slice } from '../../../src/engine/trace.ts'
import { normal } from '../../golden/formula.ts'
import { asPart, type Case, type Leaves } from '../case.ts'

/** Makes an operand. */
export type Leaf = (leaves: Leaves, shape: Shape) => Tensor

/** Other numbers in each leaf. */
const numbersOf: Leaf = (leaves, shape) =>
  leaves.numbers(shape, normal(Object.keys(leaves.inputs).length, shape))

/** Large and exact: as scores of thousands, their errors would be those of the weights. */
const wholeNumbers: Leaf = (leaves, shape) => {
  const data = normal(Object.keys(leaves.inputs).length, shape)
  return leaves.numbers(
    shape,
    data.map((x) => 8 * Math.round(2 * x)),
  )
}

const allAlike: Leaf = (leaves, shape) =>
  leaves.numbers(shape, new Float32Array(sizeOf(shape)).fill(0.5))

/** @param leaf makes the operands, @param wrap takes the result */
export function bothOf(
  name: string,
  shape: Shape,
  heads: number,
  leaf: Leaf,
  wrap: (leaves: Leaves, result: Tensor) => Tensor = (_, result) => result,
): Case[] {
  const operands = (l: Leaves) => [leaf(l, shape), leaf(l, shape), leaf(l, shape)] as const
  return [
    {
      op: 'attention',
      name,
      trace: (l) => ({ y: wrap(l, attention(...operands(l), { heads })) }),
    },
    {
      op: 'attentionGradient',
      name,
      trace: (l) => {
        const gradients = attentionGradient(leaf(l, shape), ...operands(l), { heads })
        return { gradients: wrap(l, gradients) }
      },
    },
  ]
}

/** [samples, height, width, channels, heads] */
const sizes = [
  [1, 1, 1, 1, 1],
  [2, 1, 3, 2, 1],
  [1, 5, 7, 3, 1],
  [2, 4, 4, 10, 2],
  [3, 7, 7, 128, 1],
  [2, 7, 7, 128, 16],
  [1, 8, 8, 64, 2],
  [2, 3, 5, 63, 3],
  [1, 14, 14, 32, 1],
  [1, 14, 13, 42, 2],
  [1, 16, 16, 64, 4],
  // Blocks of rows, stretches of keys and of channels that do not come out even.
  [1, 73, 1, 20, 1],
  [1, 17, 16, 5, 1],
  [1, 24, 23, 8, 1],
  [1, 16, 19, 40, 2],
  [2, 3, 3, 256, 1],
  [1, 5, 4, 300, 1],
  [1, 9, 9, 530, 1],
] as const

const shows = ([b, h, w, c, heads]: (typeof sizes)[number]) =>
  `(${b}, ${h}, ${w}, ${c}), heads: ${heads}`

const plain = sizes.flatMap((row) => {
  const [b, h, w, c, heads] = row
  return bothOf(shows(row), [b, h, w, c], heads, numbersOf)
})

const scattered = sizes.slice(0, 12).flatMap((row) => {
  const [b, h, w, c, heads] = row
  const name = `slices in, a part out: ${shows(row)}`
  return bothOf(name, [b, h, w, c], heads, (l, shape) => l.slice(shape), asPart)
})

/** q, k and v as slices of one tensor, as a projection makes them. */
const ofOne: Case = {
  op: 'attention',
  name: 'of one tensor',
  trace: (l) => {
    const all = l.numbers([2, 7, 7, 96])
    const [q, k, v] = [0, 1, 2].map((part) => slice(all, 32 * part, 32))
    return { y: attention(q, k, v, { heads: 4 }) }
  },
}

/** Scores that exp does not reach. The gradient is nearly 0 then, and what remains is rounding. */
const ofLargeNumbers: Case = {
  op: 'attention',
  name: 'of large numbers',
  trace: (l) => {
    const [q, k, v] = [0, 1, 2].map(() => wholeNumbers(l, [1, 7, 7, 16]))
    return { y: attention(q, k, v, { heads: 1 }) }
  },
}

export const attentionCases: readonly Case[] = [
  ...plain,
  ...scattered,
  ...bothOf('all alike', [1, 5, 5, 4], 1, allAlike),
  ofOne,
  ofLargeNumbers,
]
