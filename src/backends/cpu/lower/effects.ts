/** Ops that overwrite states, as commands. */

import type { Tensor, TensorOf } from '../../../engine/ops.ts'
import { emitCopy } from './elementwise.ts'
import type { Emitter, Lowering, Operand } from './lowering.ts'

export const assign: Lowering<'assign'> = {
  emit(tensor, emitter) {
    const [state, value] = tensor.inputs.map((input) => emitter.operand(input))
    emitCopy(emitter, state, value)
    if (emitter.isRead(tensor as Tensor)) {
      emitCopy(emitter, emitter.operand(tensor as Tensor), value)
    }
  },
}

/** What every optimizer's command has; its inputs end in the row, the average where one is kept, and guards. */
function updateOf(
  tensor: TensorOf<'adam' | 'descend'>,
  emitter: Emitter,
  [parameters, m, gradients, row]: readonly Operand[],
  rest: readonly Operand[],
) {
  const { maxNorm = 0, average } = tensor.attributes
  const scalars = average ? rest.slice(1) : rest
  const fields = {
    result: emitter.operand(tensor as Tensor).address,
    count: parameters.rows * parameters.columns,
    parameters: parameters.address,
    gradients: gradients.address,
    m: m.address,
    average: average ? rest[0].address : 0,
    row: row.address,
    maxNorm,
    scalars: scalars.length,
  }
  return { fields, scalars: { list: scalars.map((scalar) => scalar.address) } }
}

export const descend: Lowering<'descend'> = {
  emit(tensor, emitter) {
    const operands = tensor.inputs.map((input) => emitter.operand(input))
    const [parameters, direction, m, gradients, row, ...rest] = operands
    const { fields, scalars } = updateOf(tensor, emitter, [parameters, m, gradients, row], rest)
    const { beta, rate } = tensor.attributes
    const own = { direction: direction.address, oneMinusBeta: 1 - beta, rate }
    emitter.command('descend', { ...fields, ...own }, scalars)
  },
}

export const adam: Lowering<'adam'> = {
  emit(tensor, emitter) {
    const operands = tensor.inputs.map((input) => emitter.operand(input))
    const [parameters, gradients, m, v, row, ...rest] = operands
    const { fields, scalars } = updateOf(tensor, emitter, [parameters, m, gradients, row], rest)
    const { beta1, beta2, epsilon } = tensor.attributes
    const own = { v: v.address, oneMinusBeta1: 1 - beta1, beta2, oneMinusBeta2: 1 - beta2, epsilon }
    emitter.command('adam', { ...fields, ...own }, scalars)
  },
}
