/** Ops that add up. */

import type { Shape } from '../../../src/base/shape.ts'
import {
  countNonFinite,
  inverseNorm,
  meanSquaredError,
  meanSquaredErrors,
  relu,
  sumRows,
  sumSpatial,
  sumSquares,
  weightedMean,
} from '../../../src/engine/trace.ts'
import { asPart, type Case } from '../case.ts'

const shows = (shape: Shape) => `(${shape.join(', ')})`

const images: readonly Shape[] = [
  [1, 1, 1, 1],
  [2, 5, 7, 3],
  [1, 28, 28, 1],
  [3, 4, 4, 16],
  [2, 3, 9, 21],
  [2, 9, 7, 147],
]
const matrices: readonly Shape[] = [
  [1, 1],
  [5, 3],
  [16, 16],
  [33, 1],
  [130, 37],
  [33, 64],
]
const vectors: readonly Shape[] = [[1], [7], [4096], [8197], [40000]]

const bySpace = images.flatMap((shape): Case[] => [
  {
    op: 'sumSpatial',
    name: shows(shape),
    trace: (l) => ({ y: sumSpatial(l.numbers(shape)) }),
  },
  {
    op: 'sumSpatial',
    name: `slices in, a part out: ${shows(shape)}`,
    trace: (l) => ({ y: asPart(l, sumSpatial(l.slice(shape))) }),
  },
])

const byRow = matrices.flatMap((shape): Case[] => [
  {
    op: 'sumRows',
    name: shows(shape),
    trace: (l) => ({ y: sumRows(l.numbers(shape)) }),
  },
  {
    op: 'sumRows',
    name: `slices in, a part out: ${shows(shape)}`,
    trace: (l) => ({ y: asPart(l, sumRows(l.slice(shape))) }),
  },
])

const bySquare = vectors.map(
  (shape): Case => ({
    op: 'sumSquares',
    name: shows(shape),
    trace: (l) => ({ y: sumSquares(l.numbers(shape)) }),
  }),
)

const byInverseNorm = [...vectors, ...matrices].map(
  (shape): Case => ({
    op: 'inverseNorm',
    name: shows(shape),
    trace: (l) => ({ y: inverseNorm(l.numbers(shape), 1e-3) }),
  }),
)

const byError = [...images, ...matrices, ...vectors].flatMap((shape): Case[] => [
  {
    op: 'meanSquaredError',
    name: shows(shape),
    trace: (l) => ({ y: meanSquaredError(l.numbers(shape), l.numbers(shape)) }),
  },
  {
    op: 'meanSquaredError',
    name: `slices in: ${shows(shape)}`,
    trace: (l) => ({ y: meanSquaredError(l.slice(shape), l.slice(shape)) }),
  },
])

const bySample = [...images, ...matrices, [7], [2, 9001]].flatMap((shape): Case[] => [
  {
    op: 'meanSquaredErrors',
    name: shows(shape),
    trace: (l) => ({ y: meanSquaredErrors(l.numbers(shape), l.numbers(shape)) }),
  },
  {
    op: 'meanSquaredErrors',
    name: `slices in, a part out: ${shows(shape)}`,
    trace: (l) => ({ y: asPart(l, meanSquaredErrors(l.slice(shape), l.numbers(shape))) }),
  },
])

const byWeight = vectors.map(
  (shape): Case => ({
    op: 'weightedMean',
    name: shows(shape),
    trace: (l) => ({ y: weightedMean(l.numbers(shape), l.numbers(shape)) }),
  }),
)

/** Numbers of which every `every`-th is not finite. */
function holed(length: number, every: number): Float32Array {
  const holes = [Number.NaN, Infinity, -Infinity]
  return Float32Array.from({ length }, (_, i) => (i % every ? i : holes[(i / every) % 3]))
}

const counts = [
  { shape: [1], every: 1 },
  { shape: [9], every: 2 },
  { shape: [2, 5, 5, 3], every: 7 },
  { shape: [9001], every: 4000 },
].map(
  ({ shape, every }): Case => ({
    op: 'countNonFinite',
    name: `every ${every}th of ${shows(shape)}`,
    trace: (l) => {
      const length = shape.reduce((product, size) => product * size)
      return { y: countNonFinite(l.numbers(shape, holed(length, every))) }
    },
  }),
)

export const sumCases: readonly Case[] = [
  ...bySpace,
  ...byRow,
  ...bySquare,
  ...byInverseNorm,
  ...byError,
  ...bySample,
  ...byWeight,
  ...counts,
  { op: 'countNonFinite', name: 'none', trace: (l) => ({ y: countNonFinite(l.numbers([4097])) }) },
  {
    op: 'countNonFinite',
    name: 'in a slice, not around it',
    trace: (l) => ({ y: countNonFinite(l.slice([3, 4])), x: relu(l.numbers([3])) }),
  },
]
