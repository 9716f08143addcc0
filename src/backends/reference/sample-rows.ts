/** Rows that come before the pixels of each sample: put there, taken away, and added up. */

import type { Kernel } from './kernel.ts'
import { fill, rowStart } from './values.ts'

export const prependRows: Kernel<'prependRows'> = ({ inputs: [x, rows], output }) => {
  const pixels = x.rows / x.shape[0]
  const length = rows.rows + pixels
  fill(output, (row, c) => {
    const [sample, at] = [Math.floor(row / length), row % length]
    if (at < rows.rows) return rows.data[rowStart(rows, at) + c]
    return x.data[rowStart(x, sample * pixels + at - rows.rows) + c]
  })
}

export const dropRows: Kernel<'dropRows'> = ({ tensor, inputs: [x], output }) => {
  const { rows } = tensor.attributes
  const pixels = output.rows / output.shape[0]
  fill(output, (row, c) => {
    const sample = Math.floor(row / pixels)
    return x.data[rowStart(x, row + (sample + 1) * rows) + c]
  })
}

export const sumFirstRows: Kernel<'sumFirstRows'> = ({ inputs: [x], output }) => {
  const [samples, , length] = x.shape
  fill(output, (row, c) => {
    let sum = 0
    for (let sample = 0; sample < samples; sample++) {
      sum += x.data[rowStart(x, sample * length + row) + c]
    }
    return sum
  })
}
