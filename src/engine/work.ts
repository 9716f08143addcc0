/**
 * How much work an op is, from its shapes alone: what a profile's speeds are measured against. It
 * knows nothing of how a backend computes it.
 */

import { sizeOf } from '../base/shape.ts'
import { overwritten, ownInputs, type Tensor } from './ops.ts'
import { bytesPerElement } from './precision.ts'

export interface Work {
  /**
   * Two per multiply-add of a contraction or attention as its definition has it, whatever the algorithm, zeros
   * of the padding included; 0 for every other op.
   */
  readonly flops: number
  /** Inputs read once, and the result and overwritten states written once. */
  readonly bytes: number
}

const elements = ({ shape }: Tensor) => sizeOf(shape)

/** Weights (KH, KW, I, O) that each pixel on the side of O meets. */
const perPixel = ({ shape: [height, width, channels] }: Tensor) => height * width * channels

const pixelsOf = ({ shape: [, height, width] }: Tensor) => height * width

/** Of contractions and attention; 0 for other ops. */
function multiplyAdds(tensor: Tensor): number {
  switch (tensor.op) {
    case 'conv2d':
      return elements(tensor) * perPixel(ownInputs(tensor).right)
    case 'convTranspose2d': {
      const { left, right } = ownInputs(tensor)
      return elements(left) * perPixel(right)
    }
    case 'conv2dFilterGradient':
      return elements(tensor.inputs[1]) * perPixel(tensor)
    case 'matmul': {
      const { left } = ownInputs(tensor)
      const columns = left.shape.at(-1) ?? 1
      return elements(tensor) * (tensor.attributes.transposeA ? elements(left) / columns : columns)
    }
    // Two products of (pixels, pixels, channels) a sample; five backwards, the first one again.
    case 'attention':
      return 2 * elements(tensor) * pixelsOf(tensor)
    case 'attentionGradient':
      return 5 * elements(tensor.inputs[0]) * pixelsOf(tensor)
    // Two products of (pixels, a head's channels) and those channels again; six backwards.
    case 'linearAttention':
      return 2 * elements(tensor) * (tensor.shape[3] / tensor.attributes.heads)
    case 'linearAttentionGradient':
      return 6 * elements(tensor.inputs[0]) * (tensor.inputs[0].shape[3] / tensor.attributes.heads)
    default:
      return 0
  }
}

const bytesOf = (tensor: Tensor) => elements(tensor) * bytesPerElement(tensor)

/** Bytes that must be read and written. */
function traffic(tensor: Tensor): number {
  const { op, inputs } = tensor
  const total = (tensors: Iterable<Tensor>) =>
    [...tensors].reduce((sum, each) => sum + bytesOf(each), 0)
  // The state is not read, and the result is the state.
  if (op === 'assign') return total(inputs)
  return total(new Set(inputs)) + total(overwritten(tensor)) + bytesOf(tensor)
}

/** The work of computing a tensor from its inputs. */
export function workOf(tensor: Tensor): Work {
  return { flops: 2 * multiplyAdds(tensor), bytes: traffic(tensor) }
}
