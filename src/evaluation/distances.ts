/** Frechet distances of samples to real images, beside those of real images, and how sure they are. */

import { epochOrder } from '../data/shuffle.ts'
import { FEATURES } from './classifier.ts'
import { frechetDistanceInParts, momentsInParts } from './frechet.ts'

/** Of samples and of real images, in the units of the features squared. */
export interface Distances {
  /** Frechet distance of the samples. */
  readonly distance: number
  /** That of real images: what is as good as real. */
  readonly realDistance: number
  /** Standard deviations of both over several draws of the images. */
  readonly spread: { readonly samples: number; readonly real: number }
  /**
   * With validation images enough, samples and training images are compared with these. Of fewer, draws of all
   * real images are halved: one half is compared with as many samples and with the other half.
   */
  readonly against: 'validation' | 'halves'
  /** Images on each side of `halves`. */
  readonly drawn?: number
}

interface Features {
  readonly samples: Float32Array
  readonly training: Float32Array
  readonly validation: Float32Array
}

/** Draws that a spread is of. */
const DRAWS = 4
/** Images of a half: more make it no surer than the draws are. */
const MOST_OF_HALF = 500

const countOf = (features: Float32Array) => features.length / FEATURES

/** Rows by their numbers. */
function rowsOf(features: Float32Array, numbers: ArrayLike<number>): Float32Array {
  const rows = new Float32Array(numbers.length * FEATURES)
  for (let i = 0; i < numbers.length; i++) {
    rows.set(features.subarray(numbers[i] * FEATURES, (numbers[i] + 1) * FEATURES), i * FEATURES)
  }
  return rows
}

/** Every other row, in an order of each draw's own. */
const halfOf = (features: Float32Array, draw: number) => {
  const count = countOf(features)
  return rowsOf(features, epochOrder(count, 0, draw).subarray(0, Math.ceil(count / 2)))
}

function* between(a: Float32Array, b: Float32Array): Generator<void, number> {
  const [first, second] = [yield* momentsInParts(a, FEATURES), yield* momentsInParts(b, FEATURES)]
  return yield* frechetDistanceInParts(first, second)
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length

function deviation(values: readonly number[]): number {
  const middle = mean(values)
  const squares = values.map((value) => (value - middle) ** 2)
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / (values.length - 1))
}

/** Of all images; the spread is that of halves, which is 1.4 times as large, corrected. */
function* toValidation({ samples, training, validation }: Features): Generator<void, Distances> {
  const distance = yield* between(samples, validation)
  const realDistance = yield* between(training, validation)
  const drawn: number[] = []
  const real: number[] = []
  for (let draw = 0; draw < DRAWS; draw++) {
    const target = halfOf(validation, draw)
    drawn.push(yield* between(halfOf(samples, draw), target))
    real.push(yield* between(halfOf(training, draw), target))
  }
  const spread = {
    samples: deviation(drawn) * Math.SQRT1_2,
    real: deviation(real) * Math.SQRT1_2,
  }
  return { distance, realDistance, spread, against: 'validation' }
}

/** Of equally many images on every side, as distances of few images depend on their number. */
function* ofHalves({ samples, training, validation }: Features): Generator<void, Distances> {
  const real = new Float32Array(training.length + validation.length)
  real.set(training)
  real.set(validation, training.length)
  const drawn = Math.min(Math.floor(countOf(real) / 2), countOf(samples), MOST_OF_HALF)
  const own: number[] = []
  const others: number[] = []
  for (let draw = 0; draw < DRAWS; draw++) {
    const order = epochOrder(countOf(real), 0, draw)
    const half = rowsOf(real, order.subarray(0, drawn))
    const chosen = epochOrder(countOf(samples), 1, draw).subarray(0, drawn)
    own.push(yield* between(rowsOf(samples, chosen), half))
    others.push(yield* between(rowsOf(real, order.subarray(drawn, 2 * drawn)), half))
  }
  const spread = { samples: deviation(own), real: deviation(others) }
  const means = { distance: mean(own), realDistance: mean(others) }
  return { ...means, spread, against: 'halves', drawn }
}

/** Few validation images are no measure by themselves: a covariance takes more of them than there are features. */
export const distancesInParts = (features: Features): Generator<void, Distances> =>
  countOf(features.validation) > FEATURES ? toValidation(features) : ofHalves(features)
