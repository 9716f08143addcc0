/** What a kernel is: one op computed once, from its inputs' numbers to its output's. */

import type { OpName, TensorOf } from '../../engine/ops.ts'
import type { Values } from './values.ts'

export interface Call<K extends OpName> {
  readonly tensor: TensorOf<K>
  /** The numbers of `tensor.inputs`, in their order. */
  readonly inputs: readonly Values[]
  readonly output: Values
}

export type Kernel<K extends OpName> = (call: Call<K>) => void
