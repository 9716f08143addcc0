/** Sums as commands: rows added to rows, and tensors reduced to a number. */

import { sizeOf } from '../../../base/shape.ts'
import type { Tensor } from '../../../engine/ops.ts'
import { reduceKinds, sizes } from '../layout.ts'
import type { Emitter, Lowering } from './lowering.ts'
import { commonSpans, mostUnits, type Spans, spanPitch } from './spans.ts'

const BYTES_PER_FLOAT = 4
const BYTES_PER_DOUBLE = 8

/** Sums each of `groups` runs of rows. */
function emitSumRows(tensor: Tensor, emitter: Emitter, groups: number): void {
  const y = emitter.operand(tensor)
  const x = emitter.operand(tensor.inputs[0])
  emitter.command(
    'sumRows',
    {
      y: y.address,
      yPitch: y.pitch,
      x: x.address,
      xPitch: x.pitch,
      columns: x.columns,
      groups,
      rows: x.rows / groups,
    },
    { scratchBytes: sizes.SUM_COLUMNS * (BYTES_PER_DOUBLE + BYTES_PER_FLOAT) },
  )
}

export const sumSpatial: Lowering<'sumSpatial'> = {
  emit: (tensor, emitter) => emitSumRows(tensor as Tensor, emitter, tensor.shape[0]),
}

export const sumRows: Lowering<'sumRows'> = {
  emit: (tensor, emitter) => emitSumRows(tensor as Tensor, emitter, 1),
}

const partialBytes = ({ inputs: [{ shape }] }: { inputs: readonly Tensor[] }) =>
  mostUnits(sizeOf(shape)) * BYTES_PER_DOUBLE

type ReduceKind = (typeof reduceKinds)[number]

/** Partial sums of the inputs, one per unit of spans. @returns how many */
function emitPartials(tensor: Tensor, emitter: Emitter, kind: ReduceKind, spans: Spans): number {
  const [a, b = a] = tensor.inputs.map((input) => emitter.operand(input))
  emitter.command('reduce', {
    ...spans,
    kind: reduceKinds.indexOf(kind),
    a: a.address,
    aPitch: spanPitch(a, spans),
    b: b.address,
    bPitch: spanPitch(b, spans),
    partials: emitter.workspace(tensor),
  })
  return Math.ceil(Math.ceil(spans.total / spans.length) / spans.perUnit)
}

/** Partial sums of the inputs, then their sum over `divisor`; with epsilon see `total`. */
function emitReduce(
  tensor: Tensor,
  emitter: Emitter,
  kind: ReduceKind,
  { divisor = 1, epsilon = 0 } = {},
): void {
  const spans = commonSpans(tensor.inputs.map((input) => emitter.operand(input)))
  const count = emitPartials(tensor, emitter, kind, spans)
  const y = emitter.operand(tensor).address
  const partials = emitter.workspace(tensor)
  emitter.command('total', { y, partials, results: 1, count, divisor, epsilon })
}

export const sumSquares: Lowering<'sumSquares'> = {
  workspace: partialBytes,
  emit: (tensor, emitter) => emitReduce(tensor as Tensor, emitter, 'squares'),
}

export const inverseNorm: Lowering<'inverseNorm'> = {
  workspace: partialBytes,
  emit: (tensor, emitter) =>
    emitReduce(tensor as Tensor, emitter, 'squares', { epsilon: tensor.attributes.epsilon }),
}

export const countNonFinite: Lowering<'countNonFinite'> = {
  workspace: partialBytes,
  emit: (tensor, emitter) => emitReduce(tensor as Tensor, emitter, 'nonFinite'),
}

export const meanSquaredError: Lowering<'meanSquaredError'> = {
  workspace: partialBytes,
  emit(tensor, emitter) {
    const elements = sizeOf(tensor.inputs[0].shape)
    emitReduce(tensor as Tensor, emitter, 'squaredDifference', { divisor: elements })
  },
}

/** A unit of spans is a sample, so that its partial sum is the sample's. */
export const meanSquaredErrors: Lowering<'meanSquaredErrors'> = {
  workspace: ({ shape: [samples] }) => samples * BYTES_PER_DOUBLE,
  emit(tensor, emitter) {
    const [samples] = tensor.shape
    const size = sizeOf(tensor.inputs[0].shape) / samples
    const operands = tensor.inputs.map((input) => emitter.operand(input))
    const common = commonSpans(operands, size)
    const spans = { ...common, perUnit: size / common.length }
    emitPartials(tensor as Tensor, emitter, 'squaredDifference', spans)
    emitter.command('total', {
      y: emitter.operand(tensor as Tensor).address,
      partials: emitter.workspace(tensor as Tensor),
      ...{ results: samples, count: 1, divisor: size, epsilon: 0 },
    })
  },
}

export const weightedMean: Lowering<'weightedMean'> = {
  workspace: partialBytes,
  emit: (tensor, emitter) =>
    emitReduce(tensor as Tensor, emitter, 'products', { divisor: tensor.inputs[0].shape[0] }),
}
