/** GroupNorm, its parts and its gradient. */

import type { Shape } from '../../../src/base/shape.ts'
import type { Tensor } from '../../../src/engine/ops.ts'
import {
  add,
  groupNorm,
  groupNormGradient,
  groupNormSums,
  groupStats,
  normalised,
  slice,
} from '../../../src/engine/trace.ts'
import { asPart, type Case, type Leaves } from '../case.ts'

const epsilon = 1e-5

/**
 * Shapes with groups: one, as many as channels, some; sizes that no vector divides. In a group of
 * one number the gradient is zero, as a difference of two of any size: nothing to compare.
 */
const kinds = [
  { shape: [1, 2, 2, 1], groups: 1 },
  { shape: [2, 5, 7, 3], groups: 3 },
  { shape: [3, 3, 3, 6], groups: 3 },
  { shape: [1, 7, 7, 12], groups: 2 },
  { shape: [2, 14, 14, 64], groups: 32 },
  { shape: [5, 4, 4, 48], groups: 8 },
  { shape: [1, 9, 5, 130], groups: 26 },
  { shape: [2, 28, 27, 264], groups: 8 },
] as const

type Make = (shape: Shape) => Tensor

const nameOf = (shape: Shape, groups: number, silu?: boolean) =>
  `(${shape.join(', ')}) in ${groups} groups${silu ? ', silu' : ''}`

/** Stats as an input, so that they are computed by nobody: deviations between 1/2 and 2. */
function givenStats(l: Leaves, samples: number, groups: number): Tensor {
  const data = Float32Array.from({ length: samples * 2 * groups }, (_, i) =>
    i % (2 * groups) < groups ? Math.sin(i) : 1.25 + 0.75 * Math.cos(i),
  )
  return l.numbers([samples, 2 * groups], data)
}

const plain =
  (l: Leaves): Make =>
  (shape) =>
    l.numbers(shape)
const sliced =
  (l: Leaves): Make =>
  (shape) =>
    l.slice(shape)
const asIs = (_: Leaves, tensor: Tensor) => tensor
const ways = [
  { prefix: '', makeOf: plain, give: asIs },
  { prefix: 'slices in, a part out: ', makeOf: sliced, give: asPart },
]

const stats = kinds.flatMap(({ shape, groups }) =>
  ways.map(
    ({ prefix, makeOf, give }): Case => ({
      op: 'groupStats',
      name: prefix + nameOf(shape, groups),
      trace: (l) => ({ y: give(l, groupStats(makeOf(l)(shape), { groups, epsilon })) }),
    }),
  ),
)

/** Mean 1000 and deviation 1, in which the first pixels are unlike the others. */
function farFromZero(length: number): Float32Array {
  return Float32Array.from({ length }, (_, i) =>
    i < 64 ? 990 : 1000 + Math.SQRT2 * Math.sin(i * 1.7),
  )
}

const normalising = [false, true].flatMap((silu) =>
  kinds.flatMap(({ shape, groups }) =>
    ways.flatMap(({ prefix, makeOf, give }): Case[] => {
      const width = shape[3]
      const name = prefix + nameOf(shape, groups, silu)
      const parts = (l: Leaves) => {
        const make = makeOf(l)
        const [dy, x, scale, shift] = [make(shape), make(shape), l.numbers([width]), make([width])]
        const own = groupStats(x, { groups, epsilon })
        return { dy, x, scale, shift, own, given: givenStats(l, shape[0], groups) }
      }
      const attributes = { groups, silu }
      return [
        {
          op: 'groupNorm',
          name,
          trace: (l) => {
            const { x, scale, shift } = parts(l)
            return { y: give(l, groupNorm(x, scale, shift, { ...attributes, epsilon })) }
          },
        },
        {
          op: 'groupNorm',
          name: `by given stats: ${name}`,
          trace: (l) => {
            const { x, scale, shift, given } = parts(l)
            return { y: give(l, normalised(x, given, scale, shift, attributes)) }
          },
        },
        {
          op: 'groupNormSums',
          name,
          trace: (l) => {
            const { dy, x, scale, shift, own } = parts(l)
            return { y: give(l, groupNormSums(dy, x, own, scale, shift, attributes)) }
          },
        },
        {
          op: 'groupNormGradient',
          name,
          trace: (l) => {
            const { dy, x, scale, shift, own } = parts(l)
            const sums = groupNormSums(dy, x, own, scale, shift, attributes)
            const dx = groupNormGradient(dy, x, own, scale, shift, sums, attributes)
            return { dx: give(l, dx), sums: give(l, sums) }
          },
        },
        {
          op: 'groupNormGradient',
          name: `by given stats and sums: ${name}`,
          trace: (l) => {
            const { dy, x, scale, shift, given } = parts(l)
            const sums = l.numbers([shape[0], 2 * width])
            const dx = groupNormGradient(dy, x, given, scale, shift, sums, attributes)
            return { dx: give(l, dx) }
          },
        },
      ]
    }),
  ),
)

export const normalisationCases: readonly Case[] = [
  ...stats,
  {
    op: 'groupStats',
    name: 'of numbers far from zero',
    trace: (l) => {
      const x = l.numbers([1, 20, 20, 64], farFromZero(20 * 20 * 64))
      const y = groupStats(x, { groups: 4, epsilon })
      return { means: slice(y, 0, 4), inverses: slice(y, 4, 4) }
    },
  },
  ...normalising,
  {
    op: 'groupNorm',
    name: 'of one number: the shift',
    trace: (l) => ({
      y: groupNorm(l.numbers([1, 1, 1, 1]), l.numbers([1]), l.numbers([1]), {
        groups: 1,
        epsilon,
        silu: false,
      }),
    }),
  },
  {
    op: 'groupNorm',
    name: 'twice by the same stats, one read in between',
    trace: (l) => {
      const x = l.numbers([2, 5, 5, 8])
      const own = groupStats(x, { groups: 2, epsilon })
      const norm = (silu: boolean) =>
        normalised(x, own, l.numbers([8]), l.numbers([8]), { groups: 2, silu })
      const first = norm(true)
      return { first, between: add(own, own), second: norm(false) }
    },
  },
]
