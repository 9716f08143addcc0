/** Ops that write states. */

import { sizeOf } from '../../base/shape.ts'
import { demand, type Rules, same, scalar } from './rule.ts'

export const effectRules = {
  assign: (inputs) => same('assign', 2)(inputs, {}),
  adam: (inputs, { average }) => {
    const [parameters, gradients, m, v, row, ...rest] = inputs
    const flat = [parameters, gradients, m, v, ...(average ? rest.slice(0, 1) : [])]
    same('adam', average ? 5 : 4)(flat, {})
    demand(sizeOf(row.shape) === 4, 'adam', inputs, 'flat buffers, then a row of 4 numbers')
    return scalar
  },
  descend: (inputs, { average }) => {
    const [parameters, direction, m, gradients, row, ...rest] = inputs
    const numbers = [direction, m, gradients, ...(average ? rest.slice(0, 1) : [])]
    const alike = numbers.every(({ shape }) => sizeOf(shape) === sizeOf(parameters.shape))
    const fits = alike && sizeOf(row.shape) === 3
    demand(fits, 'descend', inputs, 'tensors of one size, then a row of 3 numbers')
    return scalar
  },
} satisfies Partial<Rules>
