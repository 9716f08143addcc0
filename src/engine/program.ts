/** A job as devices take it: simplified, in execution order, with its leaves by name. */

import { engineError } from './errors.ts'
import type { Graph } from './graph.ts'
import type { Tensor, TensorOf } from './ops.ts'
import { simplify } from './simplify.ts'

/** A graph with its outputs named: what a device compiles. */
export interface Program {
  /** `training step`, `denoising step`: for errors and profiles. */
  readonly name: string
  /** Every tensor, leaves included, each after its inputs. */
  readonly tensors: readonly Tensor[]
  readonly inputs: ReadonlyMap<string, Tensor & TensorOf<'input'>>
  readonly states: ReadonlyMap<string, Tensor & TensorOf<'state'>>
  readonly outputs: ReadonlyMap<string, Tensor>
}

/**
 * Simplifies a traced graph into a program.
 * @param outputs what the host may read after a run, by name
 * @throws {DdpmError} `program.output-given` where an output is itself a leaf.
 */
export function buildProgram(
  name: string,
  graph: Graph,
  outputs: Readonly<Record<string, Tensor>>,
): Program {
  const simplified = simplify(graph, outputs)
  const inputs = new Map<string, Tensor & TensorOf<'input'>>()
  const states = new Map<string, Tensor & TensorOf<'state'>>()
  for (const tensor of simplified.tensors) {
    if (tensor.op === 'input') inputs.set(tensor.attributes.name, tensor)
    if (tensor.op === 'state') states.set(tensor.attributes.name, tensor)
  }
  for (const [output, { op }] of simplified.outputs) {
    if (op === 'input' || op === 'state' || op === 'constant' || op === 'view') {
      throw engineError('program.output-given', { output, program: name, kind: op })
    }
  }
  return { name, tensors: simplified.tensors, inputs, states, outputs: simplified.outputs }
}
