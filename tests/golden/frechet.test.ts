/** Frechet distances and eigenvalues against numpy. */

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { frechetDistance, momentsOf } from '../../src/evaluation/frechet.ts'
import { symmetricEigen } from '../../src/evaluation/symmetric-eigen.ts'
import { normal } from './formula.ts'

interface FeatureSet {
  readonly stream: number
  readonly count: number
  readonly scale: number
  readonly offset: number
}

interface GoldenDistance {
  readonly name: string
  readonly n: number
  readonly sets: readonly [FeatureSet, FeatureSet]
  readonly distance: number
  /** Of the first set's covariance, ascending. */
  readonly eigenvalues: readonly number[]
}

const path = new URL('./fixtures/frechet.json', import.meta.url)
const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { cases: GoldenDistance[] }

/** The twin of `features` in scripts/golden/make_frechet.py. */
function features(n: number, { stream, count, scale, offset }: FeatureSet): Float32Array {
  let sum = 0
  return normal(stream, [count, n]).map((value, at) => {
    sum = (at % n ? sum : 0) + value
    return (sum / Math.sqrt((at % n) + 1)) * scale + offset
  })
}

describe.each(cases)('$name', ({ n, sets, distance, eigenvalues }) => {
  const [a, b] = sets.map((set) => momentsOf(features(n, set), n))

  test('has numpy’s distance, from either side', () => {
    expect(Math.abs(frechetDistance(a, b) / distance - 1)).toBeLessThan(1e-7)
    expect(Math.abs(frechetDistance(b, a) / distance - 1)).toBeLessThan(1e-7)
  })

  test('is no distance from itself', () => {
    expect(Math.abs(frechetDistance(a, a))).toBeLessThan(1e-6 * distance)
  })

  test('has numpy’s eigenvalues, and vectors that make the matrix', () => {
    const { values, vectors } = symmetricEigen(a.covariance, n)
    const largest = eigenvalues[n - 1]
    values.toSorted().forEach((value, i) => {
      expect(Math.abs(value - eigenvalues[i])).toBeLessThan(1e-12 * largest)
    })
    for (let i = 0; i < n * n; i++) {
      const [row, column] = [Math.floor(i / n), i % n]
      let made = 0
      for (let k = 0; k < n; k++) {
        made += values[k] * vectors[k * n + row] * vectors[k * n + column]
      }
      expect(Math.abs(made - a.covariance[i])).toBeLessThan(1e-12 * largest)
    }
  })
})
