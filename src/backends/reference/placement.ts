/**
 * Ops that only place numbers. The memory plan has often done it already; copying a part onto
 * itself does no harm, so nothing here asks the plan.
 */

import type { Kernel } from './kernel.ts'
import { elementsOf, indexOf, rowStart } from './values.ts'

export const concat: Kernel<'concat'> = ({ inputs, output }) => {
  let channel = 0
  for (const part of inputs) {
    for (let row = 0; row < part.rows; row++) {
      const [from, to] = [rowStart(part, row), rowStart(output, row) + channel]
      for (let c = 0; c < part.width; c++) output.data[to + c] = part.data[from + c]
    }
    channel += part.width
  }
}

export const pack: Kernel<'pack'> = ({ inputs, output }) => {
  let element = 0
  for (const part of inputs) {
    for (const number of elementsOf(part)) output.data[indexOf(output, element++)] = number
  }
}
