/** The loss of a classifier and its gradient. */

import type { Shape } from '../../../src/base/shape.ts'
import type { Tensor } from '../../../src/engine/ops.ts'
import { crossEntropy, crossEntropyGradient, relu } from '../../../src/engine/trace.ts'
import { symmetric } from '../../golden/formula.ts'
import { asPart, type Case, type Leaves } from '../case.ts'

const shapes: readonly Shape[] = [
  [1, 1],
  [1, 10],
  [5, 3],
  [130, 10],
  [33, 257],
  [6, 1, 1, 7],
]

/** A label for each row, spread over the classes. */
function labelsFor(l: Leaves, shape: Shape): Tensor {
  const classes = shape[shape.length - 1]
  const rows = shape.slice(0, -1).reduce((product, size) => product * size)
  return l.integers(...Array.from({ length: rows }, (_, row) => (row * 7) % classes))
}

const logitsCases = shapes.flatMap((shape): Case[] => [
  {
    op: 'crossEntropy',
    name: `(${shape})`,
    trace: (l) => ({ y: crossEntropy(l.numbers(shape), labelsFor(l, shape)) }),
  },
  {
    op: 'crossEntropyGradient',
    name: `(${shape})`,
    trace: (l) => ({
      y: crossEntropyGradient(l.numbers(shape), labelsFor(l, shape), l.numbers([])),
    }),
  },
  {
    op: 'crossEntropyGradient',
    name: `slices in, a part out: (${shape})`,
    trace: (l) => {
      const [logits, labels] = [l.slice(shape), labelsFor(l, shape)]
      const gradient = crossEntropyGradient(logits, labels, l.numbers([]))
      return { loss: crossEntropy(logits, labels), y: asPart(l, gradient) }
    },
  },
])

/** Far apart, so that exponentials overflow or vanish where they are taken as they are. */
function wide(name: string, factor: number): Case[] {
  const data = symmetric(3, [20, 10]).map((x) => x * factor)
  const of = (l: Leaves) => [l.numbers([20, 10], data), labelsFor(l, [20, 10])] as const
  return [
    { op: 'crossEntropy', name, trace: (l) => ({ y: crossEntropy(...of(l)) }) },
    {
      op: 'crossEntropyGradient',
      name,
      trace: (l) => ({ y: crossEntropyGradient(...of(l), l.numbers([])) }),
    },
  ]
}

export const crossEntropyCases: readonly Case[] = [
  ...logitsCases,
  ...wide('logits of hundreds', 500),
  ...wide('logits of thousands', 5000),
  {
    op: 'crossEntropy',
    name: 'a NaN among the logits',
    trace: (l) => {
      const logits = l.numbers([2, 3], Float32Array.of(1, 2, 3, 4, Number.NaN, 6))
      return { y: crossEntropy(logits, l.integers(0, 0)), x: relu(logits) }
    },
  },
]
