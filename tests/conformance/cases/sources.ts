/** Ops that bring numbers in. */

import {
  dropout,
  embedding,
  embeddingGradient,
  randomNormal,
  sinusoidalEmbedding,
} from '../../../src/engine/trace.ts'
import { asPart, type Case, type Leaves } from '../case.ts'

const embeddings = [4, 6, 32, 130, 256].map(
  (dim): Case => ({
    op: 'sinusoidalEmbedding',
    name: `dimension ${dim}`,
    trace: (l) => ({ y: sinusoidalEmbedding(l.integers(0, 1, 2, 17, 250, 500, 998, 999), dim) }),
  }),
)

const noises = [
  { shape: [28, 28, 1], samples: [0, 1, 63] },
  { shape: [1], samples: [7] },
  { shape: [3, 3, 3], samples: [5, 5, 2 ** 31 - 1, -1] },
  { shape: [2, 7], samples: [0] },
].map(
  ({ shape, samples }): Case => ({
    op: 'randomNormal',
    name: `(${shape.join(', ')}) for samples ${samples.join(', ')}`,
    trace: (l) => ({
      y: randomNormal(l.integers(-559038737, 12345, 999), l.integers(...samples), 4, shape),
    }),
  }),
)

const dropouts = [
  { shape: [3, 28, 28, 1], rate: 0.1 },
  { shape: [3, 5, 7, 3], rate: 0.5 },
  { shape: [3, 17, 17, 21], rate: 0.25 },
  { shape: [3, 64], rate: 0 },
  { shape: [3], rate: 0.9 },
].flatMap(({ shape, rate }): Case[] => {
  const name = `(${shape.join(', ')}) at rate ${rate}`
  const origin = (l: Leaves) => l.integers(-559038737, 12345, 999)
  const samples = (l: Leaves) => l.integers(5, -1, 2 ** 31 - 1)
  const settings = { rate, stream: 9 }
  return [
    {
      op: 'dropout',
      name,
      trace: (l) => ({ y: dropout(l.numbers(shape), origin(l), samples(l), settings) }),
    },
    {
      op: 'dropout',
      name: `a slice in, a part out: ${name}`,
      trace: (l) => ({ y: asPart(l, dropout(l.slice(shape), origin(l), samples(l), settings)) }),
    },
  ]
})

export const sourceCases: readonly Case[] = [
  ...embeddings,
  ...[0, 1].map(
    (shift): Case => ({
      op: 'sinusoidalEmbedding',
      name: `cosines first, shift ${shift}, a part`,
      trace: (l) => {
        const t = l.integers(0, 3, 500, 999)
        return { y: asPart(l, sinusoidalEmbedding(t, 34, { shift, cosinesFirst: true })) }
      },
    }),
  ),
  {
    op: 'sinusoidalEmbedding',
    name: 'shift 0',
    trace: (l) => ({ y: sinusoidalEmbedding(l.integers(1, 77, 998), 128, { shift: 0 }) }),
  },
  {
    op: 'sinusoidalEmbedding',
    name: 'one timestep, a part',
    trace: (l) => ({ y: asPart(l, sinusoidalEmbedding(l.integers(999), 10)) }),
  },
  {
    op: 'embedding',
    name: 'in any order, twice the same',
    trace: (l) => ({ y: embedding(l.constant([10, 3]), l.integers(9, 0, 4, 4, 1)) }),
  },
  {
    op: 'embedding',
    name: 'one number of each row, a part',
    trace: (l) => ({ y: asPart(l, embedding(l.numbers([1000, 1]), l.integers(999, 0, 500))) }),
  },
  {
    op: 'embedding',
    name: 'of a slice',
    trace: (l) => ({ y: embedding(l.slice([6, 20]), l.integers(5, 2)) }),
  },
  {
    op: 'embeddingGradient',
    name: 'several to a row, none to another',
    trace: (l) => ({ y: embeddingGradient(l.numbers([5, 21]), l.integers(3, 0, 3, 1, 3), 5) }),
  },
  {
    op: 'embeddingGradient',
    name: 'a slice in, a part out, one column',
    trace: (l) => ({ y: asPart(l, embeddingGradient(l.slice([3, 1]), l.integers(1, 0, 1), 2)) }),
  },
  ...dropouts,
  ...noises,
  {
    op: 'randomNormal',
    name: 'a part, stream 0, all zero',
    trace: (l) => ({
      y: asPart(l, randomNormal(l.integers(0, 0, 0), l.integers(0, 1), 0, [5, 3])),
    }),
  },
]
