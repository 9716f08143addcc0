/** Ops that only place numbers: copies of what the memory plan could not place for nothing. */

import type { Tensor } from '../../../engine/ops.ts'
import { emitCopy } from './elementwise.ts'
import type { Lowering } from './lowering.ts'

export const concat: Lowering<'concat'> = {
  emit(tensor, emitter) {
    const whole = emitter.operand(tensor as Tensor)
    for (const { part, offset } of emitter.partsToCopy(tensor as Tensor)) {
      const from = emitter.operand(part)
      emitCopy(emitter, { ...from, address: whole.address + offset, pitch: whole.pitch }, from)
    }
  },
}

export const pack: Lowering<'pack'> = {
  emit(tensor, emitter) {
    const whole = emitter.operand(tensor as Tensor)
    for (const { part, offset } of emitter.partsToCopy(tensor as Tensor)) {
      const from = emitter.operand(part)
      const pitch = from.columns * 4
      emitCopy(emitter, { ...from, address: whole.address + offset, pitch }, from)
    }
  },
}
