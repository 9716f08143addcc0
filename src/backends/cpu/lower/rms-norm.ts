/** Normalisation of rows by their root mean squares, as commands. */

import type { Tensor } from '../../../engine/ops.ts'
import type { Emitter, Lowering } from './lowering.ts'

/** Elements to give a unit of work. */
const UNIT = 8192

/** @param dy where the gradient is asked for */
function emitRmsNorm(
  emitter: Emitter,
  result: Tensor,
  { x, scale, dy }: { readonly x: Tensor; readonly scale: Tensor; readonly dy?: Tensor },
): void {
  const [to, from] = [emitter.operand(result), emitter.operand(x)]
  const gradient = dy && emitter.operand(dy)
  emitter.command('rmsNorm', {
    ...{ rows: to.rows, columns: to.columns, perUnit: Math.ceil(UNIT / to.columns) },
    ...{ y: to.address, yPitch: to.pitch, x: from.address, xPitch: from.pitch },
    scale: emitter.operand(scale).address,
    ...{ dy: gradient?.address ?? 0, dyPitch: gradient?.pitch ?? 0 },
  })
}

export const rmsNorm: Lowering<'rmsNorm'> = {
  emit(tensor, emitter) {
    const [x, scale] = tensor.inputs
    emitRmsNorm(emitter, tensor as Tensor, { x, scale })
  },
}

export const rmsNormGradient: Lowering<'rmsNormGradient'> = {
  emit(tensor, emitter) {
    const [dy, x, scale] = tensor.inputs
    emitRmsNorm(emitter, tensor as Tensor, { x, scale, dy })
  },
}
