/** Runs small graphs on the reference backend in float64, simplified or as they were traced. */

import { openReference } from '../../../src/backends/reference/device.ts'
import { type Shape, sizeOf } from '../../../src/base/shape.ts'
import type { Graph } from '../../../src/engine/graph.ts'
import type { Tensor, TensorOf } from '../../../src/engine/ops.ts'
import { buildProgram, type Program } from '../../../src/engine/program.ts'
import { symmetric } from '../../golden/formula.ts'

export type Outputs = Readonly<Record<string, Tensor>>
export type Numbers = Readonly<Record<string, Float64Array>>

/** Numbers in [-1, 1) by formula. */
export function formula(stream: number, shape: Shape): Float64Array {
  return Float64Array.from(symmetric(stream, shape))
}

/** The program of a graph as it was traced, nothing rewritten. */
export function unsimplified(graph: Graph, outputs: Outputs): Program {
  const { tensors } = graph
  const inputs = new Map<string, Tensor & TensorOf<'input'>>()
  const states = new Map<string, Tensor & TensorOf<'state'>>()
  for (const tensor of tensors) {
    if (tensor.op === 'input') inputs.set(tensor.attributes.name, tensor)
    if (tensor.op === 'state') states.set(tensor.attributes.name, tensor)
  }
  return { name: 'as traced', tensors, inputs, states, outputs: new Map(Object.entries(outputs)) }
}

/** A program's inputs (and states, where not given) filled by formula. */
export function fillLeaves(program: Program): Numbers {
  const leaves = [...program.inputs, ...program.states]
  return Object.fromEntries(leaves.map(([name, { shape }], i) => [name, formula(i, shape)]))
}

/** A program ready to run in float64 on any numbers for its inputs and states. */
export async function evaluator(program: Program): Promise<(leaves: Numbers) => Promise<Numbers>> {
  const device = openReference({ precision: 'float64' })
  const buffers = Object.fromEntries(
    [...program.states].map(([name, { dtype, shape }]) => [
      name,
      device.createBuffer(dtype, sizeOf(shape)),
    ]),
  )
  const job = await device.load(program, buffers)
  return async (leaves) => {
    for (const name of program.states.keys()) await buffers[name].write(leaves[name])
    for (const name of program.inputs.keys()) await job.write(name, leaves[name])
    await job.run()
    const results: Record<string, Float64Array> = {}
    for (const name of program.outputs.keys()) results[name] = await job.readExact(name)
    for (const name of program.states.keys()) results[name] = await buffers[name].readExact()
    return results
  }
}

/** Outputs of a graph, and its states after the run, with leaves by formula or as given. */
export async function evaluate(graph: Graph, outputs: Outputs, leaves: Numbers = {}) {
  const program = buildProgram('test', graph, outputs)
  const run = await evaluator(program)
  return await run({ ...fillLeaves(program), ...leaves })
}

/** How often each op occurs, leaves not counted. */
export function countOps(program: Program): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { op, inputs } of program.tensors) {
    if (inputs.length && op !== 'view') counts[op] = (counts[op] ?? 0) + 1
  }
  return counts
}
