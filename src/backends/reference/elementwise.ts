/** Ops that treat each element by itself, and the same steps as the epilogue of a contraction. */

import type { EpilogueStep } from '../../engine/ops.ts'
import type { Kernel } from './kernel.ts'
import { fill, indexOf, rowStart, type Values } from './values.ts'

/** y after a step; the operand is the step's second number. NaN and -0 stay through relu. */
export const steps: { readonly [S in EpilogueStep]: (y: number, operand: number) => number } = {
  bias: (y, bias) => y + bias,
  rows: (y, row) => y + row,
  add: (y, other) => y + other,
  // biome-ignore lint/complexity/useMathMinMax: Math.max(-0, 0) is 0
  relu: (y) => (y < 0 ? 0 : y),
  mask: (y, mask) => (mask > 0 ? y : 0),
}

/** The operand's row that belongs to an output's row: one for all, one per sample, or its own. */
export function rowFor(operand: Values, row: number, rows: number): number {
  return rowStart(operand, Math.floor((row * operand.rows) / rows))
}

/** output = x operand */
const product: Kernel<'multiply' | 'multiplyRows'> = ({ inputs: [x, operand], output }) => {
  fill(output, (row, c) => {
    const factor = operand.data[rowFor(operand, row, output.rows) + c]
    return x.data[rowStart(x, row) + c] * factor
  })
}

export const multiply = product
export const multiplyRows = product

/** output = step(x, operand) */
const elementwise =
  (step: EpilogueStep): Kernel<'add' | 'addBias' | 'addRows' | 'relu' | 'reluGradient'> =>
  ({ inputs: [x, operand = x], output }) =>
    fill(output, (row, c) => {
      const other = operand.data[rowFor(operand, row, output.rows) + c]
      return steps[step](x.data[rowStart(x, row) + c], other)
    })

export const add = elementwise('add')
export const addBias = elementwise('bias')
export const addRows = elementwise('rows')
export const relu = elementwise('relu')
export const reluGradient = elementwise('mask')

/** NaN stays NaN. */
export const clamp: Kernel<'clamp'> = ({ tensor, inputs: [x], output }) => {
  const { low, high } = tensor.attributes
  fill(output, (row, c) => Math.min(Math.max(x.data[rowStart(x, row) + c], low), high))
}

/** What share `percentile` of the sorted numbers is not above, between two of them by its distance. */
function percentileOf(sorted: Float64Array, percentile: number): number {
  const place = percentile * (sorted.length - 1)
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
  return below + (above - below) * (place - Math.floor(place))
}

export const dynamicThreshold: Kernel<'dynamicThreshold'> = ({ tensor, inputs: [x], output }) => {
  const size = (x.rows * x.width) / tensor.shape[0]
  const limits = Array.from({ length: tensor.shape[0] }, (_, sample) => {
    const brightness = Float64Array.from({ length: size }, (_, i) => {
      return Math.abs(x.data[indexOf(x, sample * size + i)])
    })
    return Math.max(1, percentileOf(brightness.sort(), tensor.attributes.percentile))
  })
  fill(output, (row, c) => {
    const limit = limits[Math.floor((row * output.width + c) / size)]
    return Math.min(Math.max(x.data[rowStart(x, row) + c], -limit), limit) / limit
  })
}

export const linearCombination: Kernel<'linearCombination'> = ({
  tensor,
  inputs: [coefficients, ...terms],
  output,
}) => {
  const { columns } = tensor.attributes
  const size = output.rows * output.width
  fill(output, (row, c) => {
    const element = row * output.width + c
    const sample = rowFor(coefficients, element, size)
    return terms.reduce(
      (sum, term, k) =>
        sum + coefficients.data[sample + columns[k]] * term.data[indexOf(term, element)],
      0,
    )
  })
}

export const meanSquaredErrorGradient: Kernel<'meanSquaredErrorGradient'> = ({
  inputs: [a, b, d],
  output,
}) => {
  const share = (output.rows * output.width) / (d.rows * d.width)
  fill(output, (row, c) => {
    const factor = d.data[indexOf(d, Math.floor((row * output.width + c) / share))]
    const difference = a.data[rowStart(a, row) + c] - b.data[rowStart(b, row) + c]
    return ((2 * factor) / share) * difference
  })
}

export const scale: Kernel<'scale'> = ({ tensor, inputs: [x, scalar], output }) => {
  const factor = tensor.attributes.factor * scalar.data[scalar.offset]
  fill(output, (row, c) => factor * x.data[rowStart(x, row) + c])
}
