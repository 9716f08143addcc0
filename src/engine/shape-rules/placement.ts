/** Ops that only move values, or add up those that are moved together. */

import { checkShape, sameShape, sizeOf } from '../../base/shape.ts'
import type { OpName, Tensor } from '../ops.ts'
import { demand, f32, placed, type Rules } from './rule.ts'

/** (B, H, W, C) with H and W divided, or multiplied, by a factor. */
function resized(op: OpName, inputs: readonly Tensor[], factor: number, channels: number) {
  const [x] = inputs
  const [samples, height, width] = x.shape
  const size = [height * factor, width * factor]
  const fits = x.shape.length === 4 && [...size, channels].every(Number.isInteger)
  demand(fits, op, inputs, 'images (B, H, W, C) whose sizes divide by the factor')
  return f32(checkShape([samples, ...size, channels], `the result of ${op}`))
}

export const placementRules = {
  concat: (inputs) => {
    const [first, ...rest] = inputs
    const outer = first.shape.slice(0, -1)
    const fits = rest.every((x) => sameShape(x.shape.slice(0, -1), outer))
    demand(fits, 'concat', inputs, 'tensors that differ in their channels only')
    return placed(inputs, [...outer, inputs.reduce((sum, x) => sum + (x.shape.at(-1) ?? 0), 0)])
  },
  slice: (inputs, { start, count }) => {
    const [x] = inputs
    const fits = start >= 0 && count >= 1 && start + count <= (x.shape.at(-1) ?? 0)
    demand(fits, 'slice', inputs, `a tensor that has the channels ${start} to ${start + count - 1}`)
    return placed(inputs, [...x.shape.slice(0, -1), count])
  },
  prependRows: (inputs) => {
    const [x, rows] = inputs
    const [samples, height, width, channels] = x.shape
    const fits = x.shape.length === 4 && rows.shape.length === 2 && rows.shape[1] === channels
    demand(fits, 'prependRows', inputs, 'images (B, H, W, C) and rows (R, C)')
    return f32([samples, 1, rows.shape[0] + height * width, channels])
  },
  dropRows: (inputs, { rows, size: [height, width] }) => {
    const [x] = inputs
    const [samples, one, length, channels] = x.shape
    const fits = x.shape.length === 4 && one === 1 && length === rows + height * width
    demand(fits, 'dropRows', inputs, `a tensor (B, 1, ${rows + height * width}, C)`)
    return f32([samples, height, width, channels])
  },
  sumFirstRows: (inputs, { rows }) => {
    const [x] = inputs
    const fits = x.shape.length === 4 && x.shape[1] === 1 && x.shape[2] >= rows
    demand(fits, 'sumFirstRows', inputs, `a tensor (B, 1, N, C) of at least ${rows} rows`)
    return f32([rows, x.shape[3]])
  },
  pack: (inputs) => placed(inputs, [inputs.reduce((sum, x) => sum + sizeOf(x.shape), 0)]),
  upsample: (inputs, { factor }) => resized('upsample', inputs, factor, inputs[0].shape[3]),
  sumPool: (inputs, { factor }) => resized('sumPool', inputs, 1 / factor, inputs[0].shape[3]),
  spaceToDepth: (inputs, { block }) =>
    resized('spaceToDepth', inputs, 1 / block, inputs[0].shape[3] * block * block),
  depthToSpace: (inputs, { block }) =>
    resized('depthToSpace', inputs, block, inputs[0].shape[3] / (block * block)),
} satisfies Partial<Rules>
