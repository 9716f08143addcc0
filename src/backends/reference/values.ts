/** Where a kernel finds a tensor’s numbers: rows of channels in some memory. It knows no plan. */

import { type Shape, sizeOf } from '../../base/shape.ts'
import type { DType, Tensor } from '../../engine/ops.ts'

/** `float32` is what other backends compute; `float64` judges formulas beyond its rounding. */
export type Precision = 'float32' | 'float64'

export type Numbers = Float32Array | Float64Array | Int32Array

/** One memory, seen as either type: float64 holds every 32-bit integer exactly. */
export type Memory = { readonly [T in DType]: Numbers }

/** A tensor in memory: element c of row r is `data[offset + r * pitch + c]`. */
export interface Values {
  readonly shape: Shape
  readonly data: Numbers
  readonly offset: number
  readonly pitch: number
  /** Product of all sizes but the last. */
  readonly rows: number
  /** The last size: channels. */
  readonly width: number
}

/** Memory for a number of elements, filled with NaN so that reading before writing shows. */
export function allocate(precision: Precision, length: number): Memory {
  if (precision === 'float64') {
    const numbers = new Float64Array(length).fill(Number.NaN)
    return { f32: numbers, i32: numbers }
  }
  const numbers = new Float32Array(length).fill(Number.NaN)
  return { f32: numbers, i32: new Int32Array(numbers.buffer) }
}

/** A tensor's numbers from an element offset, a row every `pitch` elements. */
export function valuesOf(tensor: Tensor, memory: Memory, offset: number, pitch: number): Values {
  const width = tensor.shape.at(-1) ?? 1
  const { shape, dtype } = tensor
  return { shape, data: memory[dtype], offset, pitch, rows: sizeOf(shape) / width, width }
}

/** Index in `data` of a row's first element. */
export function rowStart({ offset, pitch }: Values, row: number): number {
  return offset + row * pitch
}

/** Index in `data` of an element counted in row-major order. */
export function indexOf(values: Values, element: number): number {
  return rowStart(values, Math.floor(element / values.width)) + (element % values.width)
}

/** Writes every element; `numberAt` is given its row and channel. */
export function fill(output: Values, numberAt: (row: number, channel: number) => number): void {
  for (let row = 0; row < output.rows; row++) {
    const start = rowStart(output, row)
    for (let c = 0; c < output.width; c++) output.data[start + c] = numberAt(row, c)
  }
}

/** All elements, one after another. */
export function* elementsOf(values: Values): Generator<number> {
  for (let row = 0; row < values.rows; row++) {
    const start = rowStart(values, row)
    for (let c = 0; c < values.width; c++) yield values.data[start + c]
  }
}

/** Writes numbers given one after another in row-major order. */
export function store(output: Values, numbers: ArrayLike<number>): void {
  fill(output, (row, c) => numbers[row * output.width + c])
}
