/** Samples brought to the standard deviation of others, as commands. */

import { sizeOf } from '../../../base/shape.ts'
import type { Tensor } from '../../../engine/ops.ts'
import type { Lowering } from './lowering.ts'
import { commonSpans, spanPitch } from './spans.ts'

/** A unit of spans is a sample, whose sums no other sample can change. */
export const matchDeviation: Lowering<'matchDeviation'> = {
  emit(tensor, emitter) {
    const [y, x, like] = [tensor as Tensor, ...tensor.inputs].map((t) => emitter.operand(t))
    const size = sizeOf(tensor.shape) / tensor.shape[0]
    const spans = commonSpans([y, x, like], size)
    emitter.command('matchDeviation', {
      ...{ ...spans, perUnit: size / spans.length },
      y: y.address,
      yPitch: spanPitch(y, spans),
      x: x.address,
      xPitch: spanPitch(x, spans),
      like: like.address,
      likePitch: spanPitch(like, spans),
      share: tensor.attributes.share,
    })
  },
}
