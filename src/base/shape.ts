/** Shapes: what they are, and the few questions asked of them. No layout, no strides. */

import { UserError } from './errors.ts'

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

/** @throws {UserError} where a size is not a positive whole number. */
export function checkShape(shape: Shape, what: string): Shape {
  for (const size of shape) {
    if (!Number.isInteger(size) || size < 1) {
      throw new UserError(
        `${what} has shape ${showShape(shape)}: sizes are whole numbers of at least 1`,
      )
    }
  }
  return shape
}
