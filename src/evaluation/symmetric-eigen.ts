/**
 * Eigenvalues and eigenvectors of small symmetric matrices in float64: Householder's reflections to three
 * diagonals, then QR steps with implicit shifts (Golub and Van Loan, Matrix Computations, sections 8.3.1
 * to 8.3.3).
 */

import { InternalError } from '../base/errors.ts'
import { allAtOnce } from './rest.ts'

export interface Eigen {
  /** In no particular order. */
  readonly values: Float64Array
  /** (n, n): row i belongs to value i. */
  readonly vectors: Float64Array
}

/** A matrix with nothing but a diagonal and the same numbers above and below it. */
interface Tridiagonal {
  readonly diagonal: Float64Array
  /** n - 1 numbers. */
  readonly beside: Float64Array
  /** (n, n): vectors^T times this matrix times vectors is the one that it was made of. */
  readonly vectors: Float64Array
}

/** Far more than are needed for each eigenvalue: convergence is cubic. */
const MOST_STEPS = 50
/** Numbers beside the diagonal below this share of the whole are as good as 0. */
const PRECISION = 2 ** -52

const norm = (a: Float64Array): number =>
  Math.sqrt(a.reduce((sum, value) => sum + value * value, 0))

function identity(n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, i) => (Math.floor(i / n) === i % n ? 1 : 0))
}

/**
 * The vector v and 2 / |v|^2 whose reflection leaves column k of `a` nothing below row k + 1, and what it leaves
 * there; nothing where there is nothing to do (their algorithm 5.1.1).
 */
function reflectionOf(a: Float64Array, n: number, k: number) {
  const v = Float64Array.from({ length: n - k - 1 }, (_, i) => a[(k + 1 + i) * n + k])
  const length = norm(v)
  if (length === 0) return undefined
  const left = v[0] > 0 ? -length : length
  v[0] -= left
  return { v, scale: 1 / (length * (length + Math.abs(v[0] + left))), left }
}

/** The rows and columns from `first` on of a symmetric matrix, reflected from both sides. */
function reflectBoth(a: Float64Array, n: number, first: number, v: Float64Array, scale: number) {
  const w = new Float64Array(v.length)
  for (let i = 0; i < v.length; i++) {
    let sum = 0
    for (let j = 0; j < v.length; j++) sum += a[(first + i) * n + first + j] * v[j]
    w[i] = scale * sum
  }
  const half = (scale / 2) * v.reduce((sum, value, i) => sum + value * w[i], 0)
  for (let i = 0; i < v.length; i++) w[i] -= half * v[i]
  for (let i = 0; i < v.length; i++) {
    const row = (first + i) * n + first
    for (let j = 0; j < v.length; j++) a[row + j] -= v[i] * w[j] + w[i] * v[j]
  }
}

/** The rows from `first` on of a matrix, reflected. */
function reflectRows(a: Float64Array, n: number, first: number, v: Float64Array, scale: number) {
  const sums = new Float64Array(n)
  for (let i = 0; i < v.length; i++) {
    for (let j = 0; j < n; j++) sums[j] += v[i] * a[(first + i) * n + j]
  }
  for (let i = 0; i < v.length; i++) {
    const factor = scale * v[i]
    for (let j = 0; j < n; j++) a[(first + i) * n + j] -= factor * sums[j]
  }
}

/** Their algorithm 8.3.1. */
function tridiagonal(matrix: Float64Array, n: number): Tridiagonal {
  const a = matrix.slice()
  const vectors = identity(n)
  const beside = new Float64Array(Math.max(n - 1, 0))
  for (let k = 0; k < n - 1; k++) {
    const reflection = reflectionOf(a, n, k)
    if (!reflection) continue
    const { v, scale, left } = reflection
    beside[k] = left
    reflectBoth(a, n, k + 1, v, scale)
    reflectRows(vectors, n, k + 1, v, scale)
  }
  return { diagonal: Float64Array.from({ length: n }, (_, i) => a[i * n + i]), beside, vectors }
}

/** Rows k and k + 1 turned. */
function turn(vectors: Float64Array, n: number, k: number, cos: number, sin: number): void {
  const [first, second] = [k * n, (k + 1) * n]
  for (let j = 0; j < n; j++) {
    const [a, b] = [vectors[first + j], vectors[second + j]]
    vectors[first + j] = cos * a - sin * b
    vectors[second + j] = sin * a + cos * b
  }
}

/** Their algorithm 8.3.2, on the rows first .. last, with Wilkinson's shift. */
function qrStep({ diagonal: d, beside: e, vectors }: Tridiagonal, first: number, last: number) {
  const half = (d[last - 1] - d[last]) / 2
  const squared = e[last - 1] * e[last - 1]
  const shift = d[last] - squared / (half + (half < 0 ? -1 : 1) * Math.hypot(half, e[last - 1]))
  let [x, z] = [d[first] - shift, e[first]]
  for (let k = first; k < last; k++) {
    const radius = Math.hypot(x, z)
    const [cos, sin] = radius === 0 ? [1, 0] : [x / radius, -z / radius]
    if (k > first) e[k - 1] = radius
    const [a, b, c] = [d[k], e[k], d[k + 1]]
    d[k] = cos * cos * a - 2 * cos * sin * b + sin * sin * c
    d[k + 1] = sin * sin * a + 2 * cos * sin * b + cos * cos * c
    e[k] = cos * sin * (a - c) + (cos * cos - sin * sin) * b
    turn(vectors, d.length, k, cos, sin)
    if (k === last - 1) return
    x = e[k]
    z = -sin * e[k + 1]
    e[k + 1] *= cos
  }
}

/** Until nothing is left beside the diagonal (their algorithm 8.3.3). */
function diagonalise(parts: Tridiagonal, enough: number): void {
  const { diagonal, beside } = parts
  const isSmall = (k: number) => Math.abs(beside[k]) <= enough
  let steps = 0
  for (let last = diagonal.length - 1; last > 0; ) {
    if (isSmall(last - 1)) {
      last--
      continue
    }
    let first = last - 1
    while (first > 0 && !isSmall(first - 1)) first--
    if (!(steps++ < MOST_STEPS * diagonal.length)) {
      throw new InternalError(`no eigenvalues after ${steps} steps`)
    }
    qrStep(parts, first, last)
  }
}

/**
 * matrix = sum over i of values[i] vectors[i]^T vectors[i]
 * @param matrix (n, n), symmetric and finite
 */
export const symmetricEigen = (matrix: Float64Array, n: number): Eigen =>
  allAtOnce(symmetricEigenInParts(matrix, n))

/** The same in two parts. */
export function* symmetricEigenInParts(matrix: Float64Array, n: number): Generator<void, Eigen> {
  const parts = tridiagonal(matrix, n)
  yield
  diagonalise(parts, PRECISION * norm(matrix))
  yield
  return { values: parts.diagonal, vectors: parts.vectors }
}
