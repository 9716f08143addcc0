/** What is folded into a contraction: every combination of steps, in every contraction. */

import type { Tensor } from '../../../src/engine/ops.ts'
import {
  add,
  addBias,
  addRows,
  conv2d,
  convTranspose2d,
  matmul,
  relu,
  reluGradient,
} from '../../../src/engine/trace.ts'
import { asPart, type Case, type Leaves } from '../case.ts'

type Step = (leaves: Leaves, y: Tensor) => Tensor

const channelsOf = (y: Tensor) => y.shape.at(-1) ?? 1

/** The ways each place of the epilogue may be taken. */
const places: readonly (readonly (readonly [string, Step])[])[] = [
  [
    ['', (_, y) => y],
    ['bias', (l, y) => addBias(y, l.numbers([channelsOf(y)]))],
  ],
  [
    ['', (_, y) => y],
    ['rows', (l, y) => addRows(y, l.numbers([y.shape[0], channelsOf(y)]))],
    ['one row', (l, y) => addRows(y, l.numbers([1, channelsOf(y)]))],
    ['sliced rows', (l, y) => addRows(y, l.slice([y.shape[0], channelsOf(y)]))],
  ],
  [
    ['', (_, y) => y],
    ['add', (l, y) => add(y, l.numbers(y.shape))],
    ['sliced add', (l, y) => add(l.slice(y.shape), y)],
  ],
  [
    ['', (_, y) => y],
    ['relu', (_, y) => relu(y)],
    ['mask', (l, y) => reluGradient(y, l.numbers(y.shape))],
    ['sliced mask', (l, y) => reluGradient(y, l.slice(y.shape))],
  ],
]

/** Every way to take one step from each place, the empty ones included. */
const combinations = places.reduce<readonly (readonly [string, Step])[]>(
  (before, place) =>
    before.flatMap(([names, first]) =>
      place.map(([name, second]): readonly [string, Step] => [
        [names, name].filter(Boolean).join(', '),
        (l, y) => second(l, first(l, y)),
      ]),
    ),
  [['', (_, y) => y]],
)

type Combination = (typeof combinations)[number]

const some = combinations.filter(([name]) => name)
const withoutRows = some.filter(([name]) => !name.includes('row'))
/** Each step alone, and all places at once. */
const full = ['bias, rows, add, relu', 'bias, one row, sliced add, sliced mask']
const few = some.filter(([name]) => !name.includes(', ') || full.includes(name))

interface Contraction {
  readonly op: 'conv2d' | 'convTranspose2d' | 'matmul'
  readonly make: (leaves: Leaves) => Tensor
}

const convolution: Contraction = {
  op: 'conv2d',
  make: (l) => conv2d(l.numbers([2, 5, 7, 3]), l.numbers([3, 3, 3, 18]), { padding: 1 }),
}

const transposed: Contraction = {
  op: 'convTranspose2d',
  make: (l) =>
    convTranspose2d(l.numbers([3, 4, 3, 5]), l.numbers([4, 4, 7, 5]), { stride: 2, padding: 1 }),
}

const product: Contraction = {
  op: 'matmul',
  make: (l) => matmul(l.numbers([7, 9]), l.numbers([9, 21])),
}

/** Channels divide by 8, so that Winograd's algorithm can compute it; columns take two passes. */
const winograd: Contraction = {
  op: 'conv2d',
  make: (l) => conv2d(l.numbers([2, 7, 9, 24]), l.numbers([3, 3, 24, 70]), { padding: 1 }),
}

/** The same for one that gives the four phases of its result. */
const phases: Contraction = {
  op: 'convTranspose2d',
  make: (l) =>
    convTranspose2d(l.numbers([3, 4, 3, 16]), l.numbers([4, 4, 18, 16]), { stride: 2, padding: 1 }),
}

const whole = ({ op, make }: Contraction, combined: readonly Combination[]) =>
  combined.map(
    ([name, steps]): Case => ({
      op,
      name: `with ${name}`,
      trace: (l) => ({ y: steps(l, make(l)) }),
    }),
  )

const asParts = ({ op, make }: Contraction, combined: readonly Combination[], label = 'a part') =>
  combined.map(
    ([name, steps]): Case => ({
      op,
      name: `with ${name}, ${label}`,
      trace: (l) => ({ y: asPart(l, steps(l, make(l))) }),
    }),
  )

export const epilogueCases: readonly Case[] = [
  ...whole(convolution, some),
  ...asParts(convolution, some),
  ...whole(transposed, some),
  ...asParts(transposed, some),
  ...whole(product, withoutRows),
  ...asParts(product, withoutRows),
  ...asParts(winograd, few, 'a part, Winograd'),
  ...asParts(phases, few, 'a part, Winograd'),
  {
    op: 'matmul',
    name: 'transposed, with bias and relu',
    trace: (l) => {
      const y = matmul(l.numbers([9, 7]), l.numbers([21, 9]), {
        transposeA: true,
        transposeB: true,
      })
      return { y: relu(addBias(y, l.numbers([21]))) }
    },
  },
  {
    op: 'matmul',
    name: 'with a sliced bias',
    trace: (l) => ({ y: addBias(matmul(l.numbers([4, 6]), l.numbers([6, 10])), l.slice([10])) }),
  },
]
