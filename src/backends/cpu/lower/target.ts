/** Where a contraction's result goes, and what its epilogue does to it before. */

import { epilogueOperands, type Tensor, type TensorOf } from '../../../engine/ops.ts'
import type { TargetFields } from '../layout.ts'
import type { Emitter } from './lowering.ts'

type WithEpilogue = TensorOf<'conv2d' | 'convTranspose2d' | 'matmul'>
export type Contraction = WithEpilogue | TensorOf<'conv2dFilterGradient'>

type Operands = Partial<Record<'bias' | 'rows' | 'add' | 'mask', Tensor>>

/** The operands of the epilogue's steps, and whether relu is one of them. */
function epilogueOf(tensor: Contraction): Operands & { relu: boolean } {
  if (!('epilogue' in tensor.attributes)) return { relu: false }
  const { epilogue } = tensor.attributes
  const { bias, rows, add, mask } = epilogueOperands(tensor as WithEpilogue)
  return { bias, rows, add, mask, relu: epilogue.includes('relu') }
}

/** An address of 0 leaves a step out. */
const nowhere = { address: 0, pitch: 0 }

/** The fields that every contraction's command ends with. */
export function targetOf(tensor: Contraction, emitter: Emitter): TargetFields {
  const operands = epilogueOf(tensor)
  const place = (step: keyof Operands) => {
    const operand = operands[step]
    return operand ? emitter.operand(operand) : nowhere
  }
  const y = emitter.operand(tensor as Tensor)
  const [rows, add, mask] = [place('rows'), place('add'), place('mask')]
  return {
    y: y.address,
    yPitch: y.pitch,
    columns: y.columns,
    bias: place('bias').address,
    rows: rows.address,
    // One row for all samples does not move.
    rowsPitch: operands.rows?.shape[0] === 1 ? 0 : rows.pitch,
    add: add.address,
    addPitch: add.pitch,
    relu: Number(operands.relu),
    mask: mask.address,
    maskPitch: mask.pitch,
  }
}
