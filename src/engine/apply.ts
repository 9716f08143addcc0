/** How the functions of `trace.ts` add an op to the graph of its inputs. */

import type { OpAttributes, OpName, Tensor } from './ops.ts'

export function apply<K extends OpName>(
  op: K,
  inputs: Tensor[],
  attributes: OpAttributes[K],
): Tensor {
  return inputs[0].graph.add(op, inputs, attributes)
}
