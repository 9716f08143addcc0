/** Ops that add up: over pixels, over rows, over everything. Sums are float64 until stored. */

import type { Kernel } from './kernel.ts'
import { elementsOf, fill, indexOf, rowStart, type Values } from './values.ts'

/** Sum of one channel over `count` rows from `first`. */
function sumOfRows(x: Values, first: number, count: number, channel: number): number {
  let sum = 0
  for (let row = first; row < first + count; row++) sum += x.data[rowStart(x, row) + channel]
  return sum
}

/** Sum of a number made from each element and its position in row-major order. */
function sumOver(x: Values, numberOf: (element: number, position: number) => number): number {
  let sum = 0
  let position = 0
  for (const element of elementsOf(x)) sum += numberOf(element, position++)
  return sum
}

export const sumSpatial: Kernel<'sumSpatial'> = ({ inputs: [x], output }) => {
  const pixels = x.rows / output.rows
  fill(output, (sample, c) => sumOfRows(x, sample * pixels, pixels, c))
}

export const sumRows: Kernel<'sumRows'> = ({ inputs: [x], output }) => {
  fill(output, (_, c) => sumOfRows(x, 0, x.rows, c))
}

export const sumSquares: Kernel<'sumSquares'> = ({ inputs: [x], output }) => {
  fill(output, () => sumOver(x, (element) => element * element))
}

export const inverseNorm: Kernel<'inverseNorm'> = ({ tensor, inputs: [x], output }) => {
  const norm = Math.sqrt(sumOver(x, (element) => element * element))
  fill(output, () => 1 / (norm + tensor.attributes.epsilon))
}

export const countNonFinite: Kernel<'countNonFinite'> = ({ inputs: [x], output }) => {
  fill(output, () => sumOver(x, (element) => (Number.isFinite(element) ? 0 : 1)))
}

export const meanSquaredError: Kernel<'meanSquaredError'> = ({ inputs: [a, b], output }) => {
  const total = sumOver(a, (element, position) => (element - b.data[indexOf(b, position)]) ** 2)
  fill(output, () => total / (a.rows * a.width))
}

export const meanSquaredErrors: Kernel<'meanSquaredErrors'> = ({ inputs: [a, b], output }) => {
  const size = (a.rows * a.width) / output.width
  const sums = new Float64Array(output.width)
  let element = 0
  for (const number of elementsOf(a)) {
    sums[Math.floor(element / size)] += (number - b.data[indexOf(b, element)]) ** 2
    element++
  }
  fill(output, (_, sample) => sums[sample] / size)
}

export const weightedMean: Kernel<'weightedMean'> = ({ inputs: [weights, values], output }) => {
  const total = sumOver(weights, (weight, i) => weight * values.data[indexOf(values, i)])
  fill(output, () => total / values.width)
}
