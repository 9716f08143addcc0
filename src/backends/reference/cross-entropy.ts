/** The loss of a classifier and its gradient, row by row of its logits. */

import { engineError } from '../../engine/errors.ts'
import type { Kernel } from './kernel.ts'
import { fill, indexOf, rowStart, type Values } from './values.ts'

/** log of the sum of exponentials of a row, the largest taken out so that none overflows. */
function logSumExp(logits: Values, row: number): number {
  const start = rowStart(logits, row)
  const numbers = Float64Array.from(logits.data.subarray(start, start + logits.width))
  const largest = numbers.reduce((most, number) => Math.max(most, number), -Infinity)
  const sum = numbers.reduce((total, number) => total + Math.exp(number - largest), 0)
  return largest + Math.log(sum)
}

function labelOf(labels: Values, row: number, classes: number): number {
  const label = labels.data[indexOf(labels, row)]
  if (label >= 0 && label < classes) return label
  throw engineError('job.index-outside', { op: 'crossEntropy', index: label, count: classes })
}

export const crossEntropy: Kernel<'crossEntropy'> = ({ inputs: [logits, labels], output }) => {
  let sum = 0
  for (let row = 0; row < logits.rows; row++) {
    const label = labelOf(labels, row, logits.width)
    sum += logSumExp(logits, row) - logits.data[rowStart(logits, row) + label]
  }
  fill(output, () => sum / logits.rows)
}

export const crossEntropyGradient: Kernel<'crossEntropyGradient'> = ({
  inputs: [logits, labels, d],
  output,
}) => {
  const scale = d.data[d.offset] / logits.rows
  const sums = new Float64Array(logits.rows).map((_, row) => logSumExp(logits, row))
  fill(output, (row, c) => {
    const label = labelOf(labels, row, logits.width)
    const share = Math.exp(logits.data[rowStart(logits, row) + c] - sums[row])
    return scale * (share - (c === label ? 1 : 0))
  })
}
