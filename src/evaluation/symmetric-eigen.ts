/**
 * Eigenvalues and eigenvectors of small symmetric matrices in float64, by Jacobi's rotations
 * (Golub and Van Loan, Matrix Computations, section 8.5). Not for thousands of rows.
 */

import { InternalError } from '../base/errors.ts'
import { allAtOnce } from './rest.ts'

export interface Eigen {
  /** In no particular order. */
  readonly values: Float64Array
  /** (n, n): row i belongs to value i. */
  readonly vectors: Float64Array
}

/** Far more than are needed: convergence is quadratic. */
const MOST_SWEEPS = 50
/** Off-diagonal numbers below this share of the whole are as good as 0. */
const PRECISION = 1e-15

/** cos and sin of the rotation that makes a[p, q] 0 (their algorithm 8.5.1). */
function rotationOf(app: number, aqq: number, apq: number): [number, number] {
  const tau = (aqq - app) / (2 * apq)
  const tan = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.hypot(1, tau))
  const cos = 1 / Math.hypot(1, tan)
  return [cos, cos * tan]
}

/** Rows p and q of a matrix turned: p <- c p - s q, q <- s p + c q. `stride` 1 and n for columns. */
function turn(
  a: Float64Array,
  n: number,
  [p, q]: readonly [number, number],
  [cos, sin]: readonly [number, number],
  along: 'rows' | 'columns',
): void {
  const step = along === 'rows' ? 1 : n
  const stride = along === 'rows' ? n : 1
  for (let k = 0; k < n; k++) {
    const atP = p * stride + k * step
    const atQ = q * stride + k * step
    const ap = a[atP]
    const aq = a[atQ]
    a[atP] = cos * ap - sin * aq
    a[atQ] = sin * ap + cos * aq
  }
}

function norm(a: Float64Array, n: number, offDiagonal: boolean): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) {
    if (!offDiagonal || Math.floor(i / n) !== i % n) sum += a[i] * a[i]
  }
  return Math.sqrt(sum)
}

function identity(n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, i) => (Math.floor(i / n) === i % n ? 1 : 0))
}

/** One rotation for each pair of rows. */
function sweep(a: Float64Array, vectors: Float64Array, n: number): void {
  for (let p = 0; p < n - 1; p++) {
    for (let q = p + 1; q < n; q++) {
      if (a[p * n + q] === 0) continue
      const rotation = rotationOf(a[p * n + p], a[q * n + q], a[p * n + q])
      turn(a, n, [p, q], rotation, 'rows')
      turn(a, n, [p, q], rotation, 'columns')
      turn(vectors, n, [p, q], rotation, 'rows')
    }
  }
}

/**
 * matrix = sum over i of values[i] vectors[i]^T vectors[i]
 * @param matrix (n, n), symmetric and finite
 */
export const symmetricEigen = (matrix: Float64Array, n: number): Eigen =>
  allAtOnce(symmetricEigenInParts(matrix, n))

/** The same in parts, one for each sweep. */
export function* symmetricEigenInParts(matrix: Float64Array, n: number): Generator<void, Eigen> {
  const a = matrix.slice()
  const vectors = identity(n)
  const enough = PRECISION * norm(a, n, false)
  for (let i = 0; !(norm(a, n, true) <= enough); i++) {
    if (i === MOST_SWEEPS) throw new InternalError(`no eigenvalues after ${i} sweeps`)
    sweep(a, vectors, n)
    yield
  }
  return { values: Float64Array.from({ length: n }, (_, i) => a[i * n + i]), vectors }
}
