/** Ops that overwrite states; the states are read after two runs. */

import type { Tensor } from '../../../src/engine/ops.ts'
import {
  adam,
  add,
  assign,
  concat,
  descend,
  linearCombination,
  matmul,
  pack,
  relu,
  slice,
  sumSquares,
} from '../../../src/engine/trace.ts'
import { symmetric } from '../../golden/formula.ts'
import type { Case, Leaves } from '../case.ts'

const torch = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }
/** A step without decay and average, and one with both. */
const row = Float32Array.of(1e-2, 0.0316, 1, 0)
const decaying = Float32Array.of(1e-2, 0.0316, 0.99, 0.9)

/** Second moments: at least 0. */
const squares = (length: number) => symmetric(99, [length]).map((x) => x * x)

function adamCase(name: string, length: number, guards: (l: Leaves) => Tensor[]): Case {
  return {
    op: 'adam',
    name: `${name}, ${length} parameters`,
    trace: (l) => {
      const [p, g, m] = [l.state([length]), l.numbers([length]), l.state([length])]
      const v = l.state([length], squares(length))
      return { stepped: adam([p, g, m, v, l.numbers([4], row), ...guards(l)], torch) }
    },
  }
}

/** Everything at once; the gradients' norm is about 0.58 sqrt(length). */
function wholeAdamCase(name: string, length: number, maxNorm: number): Case {
  return {
    op: 'adam',
    name: `decay, average and ${name}, ${length} parameters`,
    trace: (l) => {
      const [p, g, m] = [l.state([length]), l.numbers([length]), l.state([length])]
      const [v, average] = [l.state([length], squares(length)), l.state([length])]
      const inputs = [p, g, m, v, l.numbers([4], decaying), average, sumSquares(g), scalar(l, 1)]
      return { stepped: adam(inputs, { ...torch, average: true, maxNorm }) }
    },
  }
}

/** A learning rate, a decay, and an average. */
const descent = Float32Array.of(1e-2, 0.99, 0.9)

function descendCase(name: string, length: number, guards: (l: Leaves) => Tensor[]): Case {
  return {
    op: 'descend',
    name: `${name}, ${length} parameters`,
    trace: (l) => {
      const inputs = [
        l.state([length]),
        l.numbers([length]),
        l.state([length]),
        l.numbers([length]),
      ]
      const row = l.numbers([3], descent)
      return { stepped: descend([...inputs, row, ...guards(l)], { beta: 0.95, rate: 0.4 }) }
    },
  }
}

function wholeDescendCase(name: string, length: number, maxNorm: number): Case {
  return {
    op: 'descend',
    name: `average and ${name}, ${length} parameters`,
    trace: (l) => {
      const [p, direction, m] = [l.state([length]), l.numbers([length]), l.state([length])]
      const [g, row, average] = [l.numbers([length]), l.numbers([3], descent), l.state([length])]
      const inputs = [p, direction, m, g, row, average, sumSquares(g), scalar(l, 1)]
      return { stepped: descend(inputs, { beta: 0.95, rate: 0.4, maxNorm, average: true }) }
    },
  }
}

const scalar = (l: Leaves, value: number) => l.numbers([], Float32Array.of(value))

export const effectCases: readonly Case[] = [
  {
    op: 'assign',
    name: 'a state to what it was and more',
    trace: (l) => {
      const state = l.state([3, 7])
      return { y: assign(state, add(state, l.numbers([3, 7]))) }
    },
  },
  {
    op: 'assign',
    name: 'then read, before and after',
    trace: (l) => {
      const state = l.state([40])
      const before = relu(state)
      assign(state, l.numbers([40]))
      return { before, after: relu(state) }
    },
  },
  {
    op: 'assign',
    name: 'after a product that is finished later',
    trace: (l) => {
      const state = l.state([4, 5])
      const product = matmul(l.numbers([3, 4]), state)
      assign(state, l.numbers([4, 5]))
      return { y: relu(product) }
    },
  },
  {
    op: 'assign',
    name: 'a slice, and part of a concat',
    trace: (l) => {
      const value = relu(l.numbers([6, 3]))
      assign(l.state([6, 3]), value)
      return { y: concat(value, assign(l.state([6, 2]), l.slice([6, 2]))) }
    },
  },
  {
    op: 'assign',
    name: 'a view of a state',
    trace: (l) => {
      const state = l.state([50])
      assign(l.graph.view(state, 13, [3, 4]), l.numbers([3, 4]))
      return { y: relu(l.graph.view(state, 10, [20])) }
    },
  },
  {
    op: 'assign',
    name: 'a moving average',
    trace: (l) => {
      const average = l.state([33])
      const both = [average, l.state([33])]
      return { y: assign(average, linearCombination(l.numbers([1, 2]), both)) }
    },
  },
  {
    op: 'view',
    name: 'matrices of one flat state',
    trace: (l) => {
      const state = l.state([100])
      const [a, b] = [l.graph.view(state, 3, [4, 5]), l.graph.view(state, 23, [5, 7])]
      return { y: matmul(a, b), slice: relu(slice(b, 2, 3)) }
    },
  },
  ...[1, 5, 64, 4099].map((length) => adamCase('unguarded', length, () => [])),
  ...[1, 5, 64, 4099].map((length) => wholeAdamCase('a norm cut to 0.1', length, 0.1)),
  wholeAdamCase('a norm within its limit', 37, 100),
  {
    op: 'adam',
    name: 'nothing is averaged where a guard is not finite',
    trace: (l) => {
      const [p, g, m, v, average] = [7, 8, 9, 10, 11].map(() => l.state([37]))
      const inputs = [p, g, m, v, l.numbers([4], decaying), average, scalar(l, Number.NaN)]
      return { stepped: adam(inputs, { ...torch, average: true }) }
    },
  },
  ...[1, 5, 64, 4099].map((length) => descendCase('unguarded', length, () => [])),
  ...[1, 5, 64, 4099].map((length) => wholeDescendCase('a norm cut to 0.1', length, 0.1)),
  wholeDescendCase('a norm within its limit', 37, 100),
  descendCase('NaN guard', 37, (l) => [scalar(l, 1), scalar(l, Number.NaN)]),
  {
    op: 'descend',
    name: 'views of flat states, a filter as the direction, a slice of the gradients',
    trace: (l) => {
      const [p, m] = [l.state([50]), l.state([50])]
      const [part, momentum] = [l.graph.view(p, 7, [24]), l.graph.view(m, 7, [2, 2, 2, 3])]
      const gradient = slice(relu(l.numbers([60])), 20, 24)
      const inputs = [part, relu(l.numbers([2, 2, 2, 3])), momentum, gradient]
      const stepped = descend([...inputs, l.numbers([3], descent)], { beta: 0.95, rate: 0.4 })
      return { stepped, after: relu(p) }
    },
  },
  adamCase('finite guards', 37, (l) => [scalar(l, 1), scalar(l, 3e38)]),
  adamCase('NaN guard', 37, (l) => [scalar(l, 1), scalar(l, Number.NaN)]),
  adamCase('infinite guard', 37, (l) => [scalar(l, -Infinity), scalar(l, 1)]),
  {
    op: 'adam',
    name: 'packed gradients, parameters read in between',
    trace: (l) => {
      const [p, m] = [l.state([21]), l.state([21])]
      const v = l.state([21], squares(21))
      const y = matmul(l.numbers([2, 4]), l.graph.view(p, 0, [4, 3]))
      const gradients = pack([relu(l.numbers([4, 3])), relu(l.numbers([9]))])
      const stepped = adam([p, gradients, m, v, l.numbers([4], row)], torch)
      return { y, stepped, after: relu(p) }
    },
  },
]
