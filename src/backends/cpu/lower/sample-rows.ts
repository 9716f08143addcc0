/** Rows before the pixels of each sample, as commands that copy them or add them up. */

import type { Tensor } from '../../../engine/ops.ts'
import type { Emitter, Lowering, Operand } from './lowering.ts'

/** Elements to give a unit of work. */
const UNIT = 8192

/** Where rows of samples lie: bytes from a row to the next, and from a sample to the next. */
interface Place {
  readonly address: number
  readonly pitch: number
  readonly stride: number
}

/** @param from the first row of each sample that is meant */
function placeOf({ address, pitch, rows }: Operand, samples: number, from = 0): Place {
  return { address: address + from * pitch, pitch, stride: (rows / samples) * pitch }
}

/** Copies `rows` rows of each sample; those of all samples added up where `summed`. */
function emitRows(
  emitter: Emitter,
  {
    to,
    from,
    samples,
    rows,
    summed = false,
  }: {
    readonly to: Place
    readonly from: Place
    readonly samples: number
    readonly rows: number
    readonly summed?: boolean
  },
  columns: number,
): void {
  emitter.command('sampleRows', {
    ...{ samples, rows, columns, perUnit: Math.ceil(UNIT / columns), summed: Number(summed) },
    ...{ y: to.address, yPitch: to.pitch, yStride: to.stride },
    ...{ x: from.address, xPitch: from.pitch, xStride: from.stride },
  })
}

export const prependRows: Lowering<'prependRows'> = {
  emit(tensor, emitter) {
    const [y, x, rows] = [tensor as Tensor, ...tensor.inputs].map((each) => emitter.operand(each))
    const [samples] = tensor.shape
    const first = { address: rows.address, pitch: rows.pitch, stride: 0 }
    const to = placeOf(y, samples)
    emitRows(emitter, { to, from: first, samples, rows: rows.rows }, y.columns)
    const pixels = { to: placeOf(y, samples, rows.rows), from: placeOf(x, samples), samples }
    emitRows(emitter, { ...pixels, rows: x.rows / samples }, y.columns)
  },
}

export const dropRows: Lowering<'dropRows'> = {
  emit(tensor, emitter) {
    const [y, x] = [tensor as Tensor, ...tensor.inputs].map((each) => emitter.operand(each))
    const [samples] = tensor.shape
    const from = placeOf(x, samples, tensor.attributes.rows)
    const pixels = { to: placeOf(y, samples), from, samples, rows: y.rows / samples }
    emitRows(emitter, pixels, y.columns)
  },
}

export const sumFirstRows: Lowering<'sumFirstRows'> = {
  emit(tensor, emitter) {
    const [y, x] = [tensor as Tensor, ...tensor.inputs].map((each) => emitter.operand(each))
    const [samples] = tensor.inputs[0].shape
    const rows = { to: placeOf(y, 1), from: placeOf(x, samples), samples, rows: y.rows }
    emitRows(emitter, { ...rows, summed: true }, y.columns)
  },
}
