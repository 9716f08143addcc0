/** Ops that only place numbers, and the plans that save their copies. */

import { add, concat, matmul, pack, relu, slice } from '../../../src/engine/trace.ts'
import type { Case } from '../case.ts'

const concats: readonly Case[] = [
  {
    op: 'concat',
    name: 'computed parts, written in place',
    trace: (l) => ({
      y: concat(relu(l.numbers([2, 3, 3, 4])), relu(l.numbers([2, 3, 3, 7]))),
    }),
  },
  {
    op: 'concat',
    name: 'of inputs, copied',
    trace: (l) => ({
      y: concat(l.numbers([2, 3, 3, 1]), l.numbers([2, 3, 3, 3]), l.numbers([2, 3, 3, 18])),
    }),
  },
  {
    op: 'concat',
    name: 'one tensor twice',
    trace: (l) => {
      const x = relu(l.numbers([2, 5, 5, 3]))
      return { y: concat(x, x) }
    },
  },
  {
    op: 'concat',
    name: 'one tensor in two wholes, read afterwards',
    trace: (l) => {
      const x = relu(l.numbers([4, 3]))
      const [a, b] = [concat(x, l.numbers([4, 2])), concat(l.numbers([4, 5]), x)]
      return { a, b, sum: add(x, l.numbers([4, 3])) }
    },
  },
  {
    op: 'concat',
    name: 'nested',
    trace: (l) => {
      const inner = concat(relu(l.numbers([1, 2, 2, 3])), relu(l.numbers([1, 2, 2, 5])))
      return { y: concat(inner, relu(l.numbers([1, 2, 2, 2]))), inner: relu(inner) }
    },
  },
  {
    op: 'concat',
    name: 'of slices of another concat',
    trace: (l) => {
      const whole = concat(relu(l.numbers([2, 2, 2, 4])), relu(l.numbers([2, 2, 2, 4])))
      return { y: concat(slice(whole, 1, 2), slice(whole, 3, 4)) }
    },
  },
  {
    op: 'concat',
    name: 'whose part is an output',
    trace: (l) => {
      const part = relu(l.numbers([3, 3]))
      return { part, y: concat(part, relu(l.numbers([3, 2]))) }
    },
  },
  {
    op: 'concat',
    name: 'along a single row',
    trace: (l) => ({ y: concat(relu(l.numbers([5])), l.numbers([20])) }),
  },
]

const slices: readonly Case[] = [
  {
    op: 'slice',
    name: 'as outputs, of a computed tensor',
    trace: (l) => {
      const x = relu(l.numbers([2, 3, 3, 9]))
      return { first: slice(x, 0, 2), middle: slice(x, 2, 6), last: slice(x, 8, 1) }
    },
  },
  {
    op: 'slice',
    name: 'of channels',
    trace: (l) => ({ y: relu(slice(slice(l.numbers([4, 20]), 3, 12), 4, 5)) }),
  },
  {
    op: 'slice',
    name: 'of a state',
    trace: (l) => ({ y: relu(slice(l.state([4, 8]), 3, 4)) }),
  },
]

const packs: readonly Case[] = [
  {
    op: 'pack',
    name: 'computed parts of several shapes',
    trace: (l) => ({
      y: pack([
        matmul(l.numbers([5, 3]), l.numbers([3, 7])),
        relu(l.numbers([11])),
        relu(l.numbers([3, 3, 2, 1])),
      ]),
    }),
  },
  {
    op: 'pack',
    name: 'of inputs, slices and a scalar shape',
    trace: (l) => ({ y: pack([l.numbers([5, 3]), l.slice([2, 2, 4]), l.numbers([])]) }),
  },
  {
    op: 'pack',
    name: 'one tensor twice, and once in a concat',
    trace: (l) => {
      const x = relu(l.numbers([3, 5]))
      return { y: pack([x, l.numbers([17]), x]), z: concat(x, l.numbers([3, 1])) }
    },
  },
]

export const placementCases: readonly Case[] = [...concats, ...slices, ...packs]
