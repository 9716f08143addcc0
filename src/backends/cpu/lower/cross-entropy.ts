/** The loss of a classifier and its gradient, as commands. */

import type { Tensor, TensorOf } from '../../../engine/ops.ts'
import type { Emitter, Lowering } from './lowering.ts'

const BYTES_PER_DOUBLE = 8

/** The fields that loss and gradient have in common. */
function labelledRows(
  { inputs }: TensorOf<'crossEntropy' | 'crossEntropyGradient'>,
  emitter: Emitter,
) {
  const [logits, labels] = inputs.map((input) => emitter.operand(input))
  return {
    logits: logits.address,
    logitsPitch: logits.pitch,
    classes: logits.columns,
    labels: labels.address,
    count: logits.rows,
  }
}

export const crossEntropy: Lowering<'crossEntropy'> = {
  workspace: ({ inputs: [, labels] }) => labels.shape[0] * BYTES_PER_DOUBLE,
  emit(tensor, emitter) {
    const rows = labelledRows(tensor, emitter)
    const losses = emitter.workspace(tensor as Tensor)
    emitter.command('crossEntropy', { ...rows, losses })
    const { address: y } = emitter.operand(tensor as Tensor)
    const { count } = rows
    const mean = { results: 1, count, divisor: count, epsilon: 0 }
    emitter.command('total', { y, partials: losses, ...mean })
  },
}

export const crossEntropyGradient: Lowering<'crossEntropyGradient'> = {
  emit(tensor, emitter) {
    const y = emitter.operand(tensor as Tensor)
    emitter.command('crossEntropyGradient', {
      y: y.address,
      yPitch: y.pitch,
      ...labelledRows(tensor, emitter),
      factor: emitter.operand(tensor.inputs[2]).address,
    })
  },
}
