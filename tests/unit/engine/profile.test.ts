/** Entries of profiles: what they are called and how parts add up. */

import { expect, test } from 'vitest'
import { Graph, named } from '../../../src/engine/graph.ts'
import { profileEntry } from '../../../src/engine/profile.ts'
import { conv2d, relu } from '../../../src/engine/trace.ts'

const graph = new Graph()
const [x, w] = [relu(graph.input('x', [1, 4, 4, 2])), graph.input('conv.weight', [3, 3, 2, 4])]

test('an entry is the sum of its parts, with the op’s work and the algorithm', () => {
  const parts = [
    { command: 'packWeights', milliseconds: 0.5 },
    { command: 'multiply', milliseconds: 2 },
  ]
  expect(profileEntry(conv2d(x, w), parts, 'direct')).toEqual({
    ...{ op: 'conv2d', label: 'with conv.weight', shape: [1, 2, 2, 4], algorithm: 'direct' },
    ...{ milliseconds: 2.5, parts, flops: 2 * 16 * 18, bytes: 4 * (32 + 72 + 16) },
  })
})

test('a tensor is called by its own name, else by that of an input, else not at all', () => {
  const labels = [named(conv2d(x, w), 'conv'), conv2d(x, w), relu(x)].map(
    (tensor) => profileEntry(tensor, []).label,
  )
  expect(labels).toEqual(['conv', 'with conv.weight', ''])
})
