/** Linear attention as commands: a unit of work is a head of a sample. */

import type { Tensor, TensorOf } from '../../../engine/ops.ts'
import type { Emitter, Lowering } from './lowering.ts'

const BYTES_PER_FLOAT = 4
/** Two matrices of a head's channels by themselves, and rows of them. */
const scratchBytes = (width: number) => (2 * width * width + 5 * width) * BYTES_PER_FLOAT

function emitHeads(
  tensor: TensorOf<'linearAttention' | 'linearAttentionGradient'>,
  emitter: Emitter,
  [first, key, value]: readonly Tensor[],
  dy?: Tensor,
): void {
  const { heads } = tensor.attributes
  const [samples, height, columns, channels] = first.shape
  const width = channels / heads
  const [y, q, k, v] = [tensor as Tensor, first, key, value].map((each) => emitter.operand(each))
  const gradient = dy && emitter.operand(dy)
  emitter.command(
    'linearAttention',
    {
      ...{ samples, length: height * columns, heads, width, scale: 1 / Math.sqrt(width) },
      ...{ q: q.address, qPitch: q.pitch, k: k.address, kPitch: k.pitch },
      ...{ v: v.address, vPitch: v.pitch, y: y.address, yPitch: y.pitch },
      ...{ dy: gradient?.address ?? 0, dyPitch: gradient?.pitch ?? 0 },
    },
    { scratchBytes: scratchBytes(width) },
  )
}

export const linearAttention: Lowering<'linearAttention'> = {
  emit: (tensor, emitter) => emitHeads(tensor, emitter, tensor.inputs),
}

export const linearAttentionGradient: Lowering<'linearAttentionGradient'> = {
  emit(tensor, emitter) {
    const [dy, ...operands] = tensor.inputs
    emitHeads(tensor, emitter, operands, dy)
  },
}
