/** Ops that treat each element by itself. */

import type { Shape } from '../../../src/base/shape.ts'
import type { Graph } from '../../../src/engine/graph.ts'
import type { OpName, Tensor } from '../../../src/engine/ops.ts'
import {
  add,
  addBias,
  addRows,
  clamp,
  dynamicThreshold,
  gelu,
  geluGradient,
  linearCombination,
  matchDeviation,
  meanSquaredErrorGradient,
  mish,
  mishGradient,
  multiply,
  multiplyRows,
  relu,
  reluGradient,
  scale,
  silu,
  siluGradient,
} from '../../../src/engine/trace.ts'
import { asPart, type Case, type Leaves } from '../case.ts'

const images: readonly Shape[] = [
  [1, 1, 1, 1],
  [2, 3, 5, 1],
  [2, 4, 4, 3],
  [1, 5, 5, 16],
  [3, 3, 3, 21],
]
const others: readonly Shape[] = [[1], [7], [64], [4099], [3, 5], [1, 8], [2, 130]]

/** Makes tensors of a shape: whole ones or slices. */
type Make = (shape: Shape) => Tensor
type Trace = (make: Make, shape: Shape) => Tensor

/** A case on whole tensors, one on slices that writes into a part, for each shape. */
function casesOf(op: OpName, shapes: readonly Shape[], trace: Trace): Case[] {
  return shapes.flatMap((shape) => {
    const name = `(${shape.join(', ')})`
    const whole = (l: Leaves) => ({ y: trace((s) => l.numbers(s), shape) })
    const sliced = (l: Leaves) => ({
      y: asPart(
        l,
        trace((s) => l.slice(s), shape),
      ),
    })
    return [
      { op, name, trace: whole },
      { op, name: `slices in, a part out: ${name}`, trace: sliced },
    ]
  })
}

const last = (shape: Shape) => shape.at(-1) ?? 1
const all = [...images, ...others]
const ends = Float32Array.of(...[-3e38, -1e4, -90, -20, -0, 0, 20, 90, 1e4], Number.NaN, -Infinity)
const special = Float32Array.of(Number.NaN, -1, -0, 0, 2, Infinity, -Infinity)

/** A coefficient that takes numbers of the formula well above 1. */
const tens = ({ graph }: Tensor) => (graph as Graph).constant(Float32Array.of(10), [1, 1])

export const elementwiseCases: readonly Case[] = [
  ...casesOf('add', all, (make, shape) => add(make(shape), make(shape))),
  ...casesOf('addBias', all, (make, shape) => addBias(make(shape), make([last(shape)]))),
  ...casesOf('addRows', images, (make, shape) =>
    addRows(make(shape), make([shape[0], last(shape)])),
  ),
  ...casesOf('addRows', images.slice(1), (make, shape) =>
    addRows(make(shape), make([1, last(shape)])),
  ).map((row) => ({ ...row, name: `one row: ${row.name}` })),
  ...casesOf('multiply', all, (make, shape) => multiply(make(shape), make(shape))),
  ...casesOf('multiplyRows', images, (make, shape) =>
    multiplyRows(make(shape), make([shape[0], last(shape)])),
  ),
  ...casesOf('multiplyRows', images.slice(1), (make, shape) =>
    multiplyRows(make(shape), make([1, last(shape)])),
  ).map((row) => ({ ...row, name: `one row: ${row.name}` })),
  ...casesOf('relu', all, (make, shape) => relu(make(shape))),
  ...casesOf('reluGradient', all, (make, shape) => reluGradient(make(shape), make(shape))),
  ...casesOf('silu', all, (make, shape) => silu(make(shape))),
  ...casesOf('siluGradient', all, (make, shape) => siluGradient(make(shape), make(shape))),
  ...casesOf('mish', all, (make, shape) => mish(make(shape))),
  ...casesOf('mishGradient', all, (make, shape) => mishGradient(make(shape), make(shape))),
  ...casesOf('gelu', all, (make, shape) => gelu(make(shape))),
  ...casesOf('geluGradient', all, (make, shape) => geluGradient(make(shape), make(shape))),
  ...[mish, gelu].map((curve) => ({
    op: curve === mish ? ('mish' as const) : ('gelu' as const),
    name: 'of numbers from -12 to 12, and at the ends of the numbers',
    trace: (l: Leaves) => {
      const line = Float32Array.from({ length: 241 }, (_, i) => (i - 120) / 10)
      return { y: curve(l.numbers([241], line)), ends: curve(l.numbers([11], ends)) }
    },
  })),
  ...[mishGradient, geluGradient].map((slope) => ({
    op: slope === mishGradient ? ('mishGradient' as const) : ('geluGradient' as const),
    name: 'of numbers from -12 to 12, and at the ends of the numbers',
    trace: (l: Leaves) => {
      const ones = (count: number) => l.numbers([count], new Float32Array(count).fill(1))
      const line = Float32Array.from({ length: 241 }, (_, i) => (i - 120) / 10)
      return {
        y: slope(ones(241), l.numbers([241], line)),
        ends: slope(ones(11), l.numbers([11], ends)),
      }
    },
  })),

  ...casesOf('clamp', all, (make, shape) => clamp(make(shape), -0.5, 0.25)),
  ...[0.5, 0.995].flatMap((percentile) =>
    casesOf('dynamicThreshold', all, (make, shape) =>
      dynamicThreshold(linearCombination(tens(make(shape)), [make(shape)]), percentile),
    ).map((row) => ({ ...row, name: `percentile ${percentile}: ${row.name}` })),
  ),

  ...[0.7, 1].flatMap((share) =>
    casesOf('matchDeviation', [...all, [3, 33, 31, 3]], (make, shape) =>
      matchDeviation(linearCombination(tens(make(shape)), [make(shape)]), make(shape), share),
    ).map((row) => ({ ...row, name: `share ${share}: ${row.name}` })),
  ),

  ...casesOf('linearCombination', all, (make, shape) =>
    linearCombination(make([1, 2]), [make(shape), make(shape)]),
  ),
  ...casesOf('linearCombination', images, (make, shape) =>
    linearCombination(make([shape[0], 4]), [make(shape), make(shape), make(shape)], [3, 0, 2]),
  ).map((row) => ({ ...row, name: `per sample, three of four columns: ${row.name}` })),
  ...casesOf('linearCombination', images, (make, shape) =>
    linearCombination(make([shape[0], 1]), [make(shape)]),
  ).map((row) => ({ ...row, name: `per sample, one term: ${row.name}` })),
  ...casesOf('linearCombination', [[2, 3, 3, 3]], (make, shape) =>
    linearCombination(
      make([2, 6]),
      Array.from({ length: 6 }, () => make(shape)),
    ),
  ).map((row) => ({ ...row, name: `six terms: ${row.name}` })),
  ...casesOf('linearCombination', [[5], [5, 6]], (make, shape) =>
    linearCombination(make([5, 2]), [make(shape), make(shape)]),
  ).map((row) => ({ ...row, name: `per sample of a matrix or vector: ${row.name}` })),

  ...casesOf('meanSquaredErrorGradient', all, (make, shape) =>
    meanSquaredErrorGradient(make(shape), make(shape), make([1])),
  ),
  ...casesOf('meanSquaredErrorGradient', all, (make, shape) =>
    meanSquaredErrorGradient(make(shape), make(shape), make([shape[0]])),
  ).map((row) => ({ ...row, name: `per sample: ${row.name}` })),
  ...casesOf('scale', all, (make, shape) => scale(make(shape), make([]), 0.3)),

  {
    op: 'relu',
    name: 'of NaN is NaN',
    trace: (l) => ({ y: relu(l.numbers([7], special)) }),
  },
  {
    op: 'silu',
    name: 'at the ends of the numbers',
    trace: (l) => ({ y: silu(l.numbers([11], ends)) }),
  },
  {
    op: 'siluGradient',
    name: 'at the ends of the numbers',
    trace: (l) => ({
      y: siluGradient(l.numbers([11], new Float32Array(11).fill(1)), l.numbers([11], ends)),
    }),
  },
  {
    op: 'clamp',
    name: 'of NaN is NaN',
    trace: (l) => ({ y: clamp(l.numbers([7], special), -1, 1) }),
  },
  {
    op: 'dynamicThreshold',
    name: 'dark samples stay as they are, bright ones of many equal numbers are divided',
    trace: (l) => {
      const data = Float32Array.of(0.25, -0.5, 0, 1, 3, -3, 3, 3, -0.125, 0.5, 100, -100)
      return { y: dynamicThreshold(l.numbers([3, 4], data), 0.5) }
    },
  },
  {
    op: 'matchDeviation',
    name: 'a sample of equal numbers stays, one like equal numbers vanishes, NaN keeps to its own',
    trace: (l) => {
      const x = Float32Array.of(0.1, 0.1, 0.1, -3, 0.5, 4, Number.NaN, 1, 2, 5, 1, -6)
      const like = Float32Array.of(1, -2, 3, 0.7, 0.7, 0.7, 1, 2, 4, 0, 1e-3, -1e-3)
      return { y: matchDeviation(l.numbers([4, 3], x), l.numbers([4, 3], like), 1) }
    },
  },
  {
    op: 'reluGradient',
    name: 'passes NaN on, and nothing where y is NaN or 0',
    trace: (l) => ({
      dy: reluGradient(l.numbers([7], special), l.numbers([7], new Float32Array(7).fill(1))),
      y: reluGradient(l.numbers([7]), l.numbers([7], special)),
    }),
  },
]
