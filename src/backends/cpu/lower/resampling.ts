/** Ops that move pixels between resolutions, as commands. */

import type { Tensor } from '../../../engine/ops.ts'
import { resampleKinds } from '../layout.ts'
import type { Emitter, Lowering } from './lowering.ts'

/** Elements of the small images to give a unit of work. */
const UNIT = 4096

/** A pixel of the small images is a square of `edge` * `edge` pixels of the large ones. */
function emitResample(
  emitter: Emitter,
  kind: (typeof resampleKinds)[number],
  { small, large, edge }: { readonly small: Tensor; readonly large: Tensor; readonly edge: number },
): void {
  const [less, more] = [emitter.operand(small), emitter.operand(large)]
  const [samples, height, width] = small.shape
  emitter.command('resample', {
    kind: resampleKinds.indexOf(kind),
    small: less.address,
    smallPitch: less.pitch,
    large: more.address,
    largePitch: more.pitch,
    lines: samples * height,
    perUnit: Math.ceil(UNIT / (width * less.columns)),
    width,
    columns: more.columns,
    edge,
  })
}

export const upsample: Lowering<'upsample'> = {
  emit(tensor, emitter) {
    const [small, edge] = [tensor.inputs[0], tensor.attributes.factor]
    emitResample(emitter, 'upsample', { small, large: tensor as Tensor, edge })
  },
}

export const sumPool: Lowering<'sumPool'> = {
  emit(tensor, emitter) {
    const [large, edge] = [tensor.inputs[0], tensor.attributes.factor]
    emitResample(emitter, 'sumPool', { small: tensor as Tensor, large, edge })
  },
}

export const spaceToDepth: Lowering<'spaceToDepth'> = {
  emit(tensor, emitter) {
    const [large, edge] = [tensor.inputs[0], tensor.attributes.block]
    emitResample(emitter, 'spaceToDepth', { small: tensor as Tensor, large, edge })
  },
}

export const depthToSpace: Lowering<'depthToSpace'> = {
  emit(tensor, emitter) {
    const [small, edge] = [tensor.inputs[0], tensor.attributes.block]
    emitResample(emitter, 'depthToSpace', { small, large: tensor as Tensor, edge })
  },
}
