/** How far two sets of images are apart, by the Frechet distance of their features. */

import { evaluationError } from './errors.ts'
import { allAtOnce } from './rest.ts'
import { symmetricEigenInParts } from './symmetric-eigen.ts'

/** A set of feature rows as a normal distribution. */
export interface Moments {
  readonly mean: Float64Array
  /** (n, n), over count - 1 as numpy's `cov` has it. */
  readonly covariance: Float64Array
}

/**
 * Mean and covariance of feature rows (count, n).
 * @throws {DdpmError} `evaluation.too-few-images` where there are fewer than two
 */
export const momentsOf = (features: Float32Array, n: number): Moments =>
  allAtOnce(momentsInParts(features, n))

/** Rows of features in a part. */
const PART = 500

/** The same in parts. */
export function* momentsInParts(features: Float32Array, n: number): Generator<void, Moments> {
  const count = features.length / n
  if (count < 2) throw evaluationError('evaluation.too-few-images', { what: 'features', count })
  const mean = new Float64Array(n)
  for (let i = 0; i < features.length; i++) mean[i % n] += features[i] / count
  const covariance = new Float64Array(n * n)
  const row = new Float64Array(n)
  for (let at = 0; at < features.length; at += n) {
    for (let i = 0; i < n; i++) row[i] = features[at + i] - mean[i]
    for (let i = 0; i < n; i++) {
      for (let j = i; j < n; j++) covariance[i * n + j] += (row[i] * row[j]) / (count - 1)
    }
    if ((at / n + 1) % PART === 0) yield
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) covariance[i * n + j] = covariance[j * n + i]
  }
  return { mean, covariance }
}

/** A covariance has no negative eigenvalues but by rounding. */
const rootOf = (value: number) => Math.sqrt(Math.max(value, 0))

/** The symmetric root of a positive semi-definite matrix. */
function* squareRoot(matrix: Float64Array, n: number): Generator<void, Float64Array> {
  const { values, vectors } = yield* symmetricEigenInParts(matrix, n)
  const root = new Float64Array(n * n)
  for (let k = 0; k < n; k++) {
    const scale = rootOf(values[k])
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        root[i * n + j] += scale * vectors[k * n + i] * vectors[k * n + j]
      }
    }
  }
  return root
}

function product(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const result = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      for (let j = 0; j < n; j++) result[i * n + j] += a[i * n + k] * b[k * n + j]
    }
  }
  return result
}

function trace(a: Float64Array, n: number): number {
  let sum = 0
  for (let i = 0; i < n; i++) sum += a[i * n + i]
  return sum
}

/** The mean of a matrix and its transpose: products of symmetric ones are so but for rounding. */
function symmetrised(a: Float64Array, n: number): Float64Array {
  return a.map((value, at) => (value + a[(at % n) * n + Math.floor(at / n)]) / 2)
}

/**
 * |m1 - m2|^2 + tr(S1 + S2 - 2 (S1^1/2 S2 S1^1/2)^1/2) (Dowson and Landau 1982; Heusel et al.
 * 2017), in the units of the features squared; 0 for equal moments.
 */
export const frechetDistance = (a: Moments, b: Moments): number =>
  allAtOnce(frechetDistanceInParts(a, b))

/** The same in parts. */
export function* frechetDistanceInParts(a: Moments, b: Moments): Generator<void, number> {
  const n = a.mean.length
  const between = a.mean.reduce((sum, value, i) => sum + (value - b.mean[i]) ** 2, 0)
  const root = yield* squareRoot(a.covariance, n)
  const inner = symmetrised(product(product(root, b.covariance, n), root, n), n)
  const { values } = yield* symmetricEigenInParts(inner, n)
  const common = values.reduce((sum, value) => sum + rootOf(value), 0)
  const distance = between + trace(a.covariance, n) + trace(b.covariance, n) - 2 * common
  return Math.max(0, distance) // rounding leads below
}
