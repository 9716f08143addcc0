/** Ops that overwrite states, as commands. */

import type { Tensor } from '../../../engine/ops.ts'
import { emitCopy } from './elementwise.ts'
import type { Lowering } from './lowering.ts'

export const assign: Lowering<'assign'> = {
  emit(tensor, emitter) {
    const [state, value] = tensor.inputs.map((input) => emitter.operand(input))
    emitCopy(emitter, state, value)
    if (emitter.isRead(tensor as Tensor)) {
      emitCopy(emitter, emitter.operand(tensor as Tensor), value)
    }
  },
}

export const descend: Lowering<'descend'> = {
  emit(tensor, emitter) {
    const operands = tensor.inputs.map((input) => emitter.operand(input))
    const [parameters, direction, m, gradients, row, ...scalars] = operands
    const { beta, rate, maxNorm = 0, average } = tensor.attributes
    const averaged = average ? scalars.shift() : undefined
    emitter.command(
      'descend',
      {
        result: emitter.operand(tensor as Tensor).address,
        count: parameters.rows * parameters.columns,
        parameters: parameters.address,
        direction: direction.address,
        gradients: gradients.address,
        m: m.address,
        average: averaged?.address ?? 0,
        row: row.address,
        oneMinusBeta: 1 - beta,
        rate,
        maxNorm,
        scalars: scalars.length,
      },
      { list: scalars.map((scalar) => scalar.address) },
    )
  },
}

export const adam: Lowering<'adam'> = {
  emit(tensor, emitter) {
    const operands = tensor.inputs.map((input) => emitter.operand(input))
    const [parameters, gradients, m, v, row, ...scalars] = operands
    const { beta1, beta2, epsilon, maxNorm = 0, average } = tensor.attributes
    const averaged = average ? scalars.shift() : undefined
    emitter.command(
      'adam',
      {
        result: emitter.operand(tensor as Tensor).address,
        count: parameters.rows * parameters.columns,
        parameters: parameters.address,
        gradients: gradients.address,
        m: m.address,
        v: v.address,
        average: averaged?.address ?? 0,
        row: row.address,
        oneMinusBeta1: 1 - beta1,
        beta2,
        oneMinusBeta2: 1 - beta2,
        epsilon,
        maxNorm,
        scalars: scalars.length,
      },
      { list: scalars.map((scalar) => scalar.address) },
    )
  },
}
