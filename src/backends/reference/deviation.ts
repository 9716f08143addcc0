/** Samples brought to the standard deviation of others. Sums are float64. */

import type { Kernel } from './kernel.ts'
import { fill, indexOf, rowStart, type Values } from './values.ts'

/** The standard deviation of a sample. */
function deviationOf(x: Values, sample: number): number {
  const size = (x.rows * x.width) / x.shape[0]
  const numbers = Float64Array.from({ length: size }, (_, i) => {
    return x.data[indexOf(x, sample * size + i)]
  })
  const mean = numbers.reduce((sum, number) => sum + number, 0) / size
  return Math.sqrt(numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0) / size)
}

export const matchDeviation: Kernel<'matchDeviation'> = ({ tensor, inputs: [x, like], output }) => {
  const { share } = tensor.attributes
  const factors = Array.from({ length: tensor.shape[0] }, (_, sample) => {
    const own = deviationOf(x, sample)
    return own === 0 ? 1 : 1 - share + (share * deviationOf(like, sample)) / own
  })
  const size = (x.rows * x.width) / factors.length
  fill(output, (row, c) => {
    const factor = factors[Math.floor((row * output.width + c) / size)]
    return factor * x.data[rowStart(x, row) + c]
  })
}
