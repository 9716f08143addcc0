/** Normalisation of each row by its root mean square, and its gradient. */

import type { Kernel } from './kernel.ts'
import { fill, rowStart, type Values } from './values.ts'

/** PyTorch's `normalize`. */
const LEAST_NORM = 1e-12

/** The norm of a row. */
function normOf(x: Values, row: number): number {
  const start = rowStart(x, row)
  let sum = 0
  for (let c = 0; c < x.width; c++) sum += x.data[start + c] ** 2
  return Math.sqrt(sum)
}

export const rmsNorm: Kernel<'rmsNorm'> = ({ inputs: [x, scale], output }) => {
  const factors = Array.from({ length: x.rows }, (_, row) => {
    return Math.sqrt(x.width) / Math.max(normOf(x, row), LEAST_NORM)
  })
  const gains = rowStart(scale, 0)
  fill(output, (row, c) => factors[row] * x.data[rowStart(x, row) + c] * scale.data[gains + c])
}

/** With g = dy scale and f the factor of a row: f (g - x (g x) / norm^2). */
export const rmsNormGradient: Kernel<'rmsNormGradient'> = ({ inputs: [dy, x, scale], output }) => {
  const gains = rowStart(scale, 0)
  const gradientAt = (row: number, c: number) =>
    dy.data[rowStart(dy, row) + c] * scale.data[gains + c]
  const rows = Array.from({ length: x.rows }, (_, row) => {
    const norm = normOf(x, row)
    const factor = Math.sqrt(x.width) / Math.max(norm, LEAST_NORM)
    let product = 0
    for (let c = 0; c < x.width; c++) product += gradientAt(row, c) * x.data[rowStart(x, row) + c]
    return { factor, along: norm > LEAST_NORM ? product / norm ** 2 : 0 }
  })
  fill(output, (row, c) => {
    const { factor, along } = rows[row]
    return factor * (gradientAt(row, c) - along * x.data[rowStart(x, row) + c])
  })
}
