/** Compares traced gradients with central differences, in float64. */

import { gradientsOf } from '../../../src/engine/gradient.ts'
import type { Graph } from '../../../src/engine/graph.ts'
import type { Tensor } from '../../../src/engine/ops.ts'
import { buildProgram } from '../../../src/engine/program.ts'
import { meanSquaredError } from '../../../src/engine/trace.ts'
import { relativeError } from '../../conformance/results.ts'
import { evaluator, fillLeaves, type Numbers } from './support.ts'

const STEP = 1e-6

type Evaluate = (leaves: Numbers) => Promise<Numbers>

/** d loss / d leaf by (loss(x + h) - loss(x - h)) / 2h, one element after another. */
async function differences(evaluate: Evaluate, leaves: Numbers, name: string) {
  const gradient = new Float64Array(leaves[name].length)
  for (let i = 0; i < gradient.length; i++) {
    const lossAt = async (step: number) => {
      const moved = leaves[name].slice()
      moved[i] += step
      return (await evaluate({ ...leaves, [name]: moved })).loss[0]
    }
    gradient[i] = ((await lossAt(STEP)) - (await lossAt(-STEP))) / (2 * STEP)
  }
  return gradient
}

/**
 * Largest relative L2 error of the gradients of mse(y, target) by inputs of the graph.
 * @param target an input that nothing else reads, unless given
 */
export async function gradientError(
  graph: Graph,
  y: Tensor,
  sources: readonly Tensor[],
  target: Tensor = graph.input('target', y.shape),
): Promise<number> {
  const loss = meanSquaredError(y, target)
  const seed = graph.constant(Float32Array.of(1), [])
  const gradients = gradientsOf(loss, sources, seed, graph.tensors)
  const names = sources.map(({ label = '' }) => label)
  const traced = gradients.map((gradient, i) => [`d ${names[i]}`, gradient] as const)
  const program = buildProgram('gradients', graph, { loss, ...Object.fromEntries(traced) })
  const leaves = fillLeaves(program)
  const evaluate = await evaluator(program)
  const results = await evaluate(leaves)
  const errors = []
  for (const name of names) {
    errors.push(relativeError(results[`d ${name}`], await differences(evaluate, leaves, name)))
  }
  return Math.max(...errors)
}
