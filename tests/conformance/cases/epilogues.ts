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

const isForMatrices = (name: string) => !name.includes('row')

const contractions = {
  conv2d: (l: Leaves) => conv2d(l.numbers([2, 5, 7, 3]), l.numbers([3, 3, 3, 18]), { padding: 1 }),
  convTranspose2d: (l: Leaves) =>
    convTranspose2d(l.numbers([3, 4, 3, 5]), l.numbers([4, 4, 7, 5]), { stride: 2, padding: 1 }),
  matmul: (l: Leaves) => matmul(l.numbers([7, 9]), l.numbers([9, 21])),
}

function casesOf(op: keyof typeof contractions): Case[] {
  const contraction = contractions[op]
  const named = combinations.filter(([name]) => name && (op !== 'matmul' || isForMatrices(name)))
  return named.flatMap(([name, steps]) => [
    { op, name: `with ${name}`, trace: (l) => ({ y: steps(l, contraction(l)) }) },
    {
      op,
      name: `with ${name}, a part`,
      trace: (l) => ({ y: asPart(l, steps(l, contraction(l))) }),
    },
  ])
}

export const epilogueCases: readonly Case[] = [
  ...casesOf('conv2d'),
  ...casesOf('convTranspose2d'),
  ...casesOf('matmul'),
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
