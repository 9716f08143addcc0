/** Shapes: what they are, and the few questions asked of them. No layout, no strides. */

import { type ErrorCatalog, errorsOf } from './errors.ts'

/** Sizes from the outermost dimension to the innermost; `[]` is a scalar. */
export type Shape = readonly number[]

/** Numbers on the host with their shape, row-major. Images are (N, H, W, C) in [-1, 1]. */
export interface NdArray<Data extends ArrayLike<number> = Float32Array> {
  readonly shape: Shape
  readonly data: Data
}

/** Number of elements. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1)
}

/** Whether two shapes have the same sizes in the same order. */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, i) => size === b[i])
}

/** `(128, 28, 28, 1)`, as error messages print it. */
export function showShape(shape: Shape): string {
  return `(${shape.join(', ')})`
}

export const shapeErrors = {
  'shape.size-invalid': ({ what, shape }: { what: string; shape: Shape }) =>
    `${what} has shape ${showShape(shape)}: every size must be a whole number of at least 1`,
} as const satisfies ErrorCatalog

const shapeError = errorsOf(shapeErrors)

/**
 * The shape itself, once checked.
 * @param what whose shape it is, for the message
 * @throws {DdpmError} `shape.size-invalid` where a size is not a positive whole number.
 */
export function checkShape(shape: Shape, what: string): Shape {
  if (shape.every((size) => Number.isInteger(size) && size >= 1)) return shape
  throw shapeError('shape.size-invalid', { what, shape })
}
