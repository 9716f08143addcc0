/** Linear attention, normalisation by root mean squares, rows before pixels, and their gradients. */

import type { Shape } from '../../../src/base/shape.ts'
import type { Tensor } from '../../../src/engine/ops.ts'
import {
  dropRows,
  linearAttention,
  linearAttentionGradient,
  prependRows,
  rmsNorm,
  rmsNormGradient,
  sumFirstRows,
} from '../../../src/engine/trace.ts'
import { asPart, type Case, type Leaves } from '../case.ts'

interface Way {
  readonly prefix: string
  readonly leaf: (leaves: Leaves, shape: Shape) => Tensor
  readonly give: (leaves: Leaves, tensor: Tensor) => Tensor
}

const ways: readonly Way[] = [
  { prefix: '', leaf: (l, shape) => l.numbers(shape), give: (_, tensor) => tensor },
  { prefix: 'slices in, a part out: ', leaf: (l, shape) => l.slice(shape), give: asPart },
]

/** [samples, height, width, channels, heads] */
const sizes = [
  [1, 1, 1, 1, 1],
  [2, 1, 3, 2, 1],
  [1, 5, 7, 3, 1],
  [2, 4, 4, 10, 2],
  [2, 7, 7, 128, 4],
  [1, 14, 13, 42, 2],
  [3, 1, 53, 24, 4],
] as const

const named = (prefix: string, shape: Shape, heads?: number) =>
  `${prefix}(${shape.join(', ')})${heads === undefined ? '' : `, heads: ${heads}`}`

const attending = ways.flatMap(({ prefix, leaf, give }) =>
  sizes.flatMap(([b, h, w, c, heads]): Case[] => {
    const shape = [b, h, w, c]
    const name = named(prefix, shape, heads)
    const operands = (l: Leaves) => [leaf(l, shape), leaf(l, shape), leaf(l, shape)] as const
    return [
      {
        ...{ op: 'linearAttention', name },
        trace: (l) => ({ y: give(l, linearAttention(...operands(l), { heads })) }),
      },
      {
        ...{ op: 'linearAttentionGradient', name },
        trace: (l) => {
          const gradients = linearAttentionGradient(leaf(l, shape), ...operands(l), { heads })
          return { gradients: give(l, gradients) }
        },
      },
    ]
  }),
)

const shapes: readonly Shape[] = [
  [1, 1, 1, 1],
  [2, 5, 7, 3],
  [3, 4, 4, 16],
  [1, 9, 5, 130],
  [2, 28, 28, 64],
  [6, 10],
]

const normalising = ways.flatMap(({ prefix, leaf, give }) =>
  shapes.flatMap((shape): Case[] => {
    const name = named(prefix, shape)
    const gains = (l: Leaves) => l.numbers(shape.slice(-1))
    return [
      {
        ...{ op: 'rmsNorm', name },
        trace: (l) => ({ y: give(l, rmsNorm(leaf(l, shape), gains(l))) }),
      },
      {
        ...{ op: 'rmsNormGradient', name },
        // in a row of one number the gradient is zero, as a difference of two of any size
        trace: (l) => {
          const [dy, x] = [leaf(l, shape), leaf(l, shape)]
          return { dx: give(l, rmsNormGradient(dy, x, gains(l))) }
        },
      },
    ]
  }),
)

const zeros: Case = {
  op: 'rmsNorm',
  name: 'rows of zeros',
  trace: (l) => {
    const x = l.numbers([2, 3, 3, 8], new Float32Array(144))
    const scale = l.numbers([8])
    return { y: rmsNorm(x, scale), dx: rmsNormGradient(l.numbers([2, 3, 3, 8]), x, scale) }
  },
}

/** [samples, height, width, channels, rows] */
const counts = [
  [1, 1, 1, 1, 1],
  [2, 3, 5, 7, 4],
  [3, 7, 7, 32, 4],
  [5, 14, 14, 20, 1],
] as const

const moving = ways.flatMap(({ prefix, leaf, give }) =>
  counts.flatMap(([b, h, w, c, rows]): Case[] => {
    const name = `${prefix}${rows} rows, (${b}, ${h}, ${w}, ${c})`
    const long = [b, 1, rows + h * w, c]
    return [
      {
        ...{ op: 'prependRows', name },
        trace: (l) => {
          const x = leaf(l, [b, h, w, c])
          return { y: give(l, prependRows(x, leaf(l, [rows, c]))) }
        },
      },
      {
        ...{ op: 'dropRows', name },
        trace: (l) => ({ y: give(l, dropRows(leaf(l, long), { rows, size: [h, w] })) }),
      },
      {
        ...{ op: 'sumFirstRows', name },
        trace: (l) => ({ y: give(l, sumFirstRows(leaf(l, long), rows)) }),
      },
    ]
  }),
)

export const linearAttentionCases: readonly Case[] = [
  ...attending,
  ...normalising.filter(({ op, name }) => op === 'rmsNorm' || !name.endsWith('(1, 1, 1, 1)')),
  zeros,
  ...moving,
]
