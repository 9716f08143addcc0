/** The objective by target, computed by hand; weights by timestep. */

import { describe, expect, test } from 'vitest'
import type { Denoiser } from '../../../src/diffusion/denoiser.ts'
import { denoisingLoss, denoisingLosses, minSnrWeights } from '../../../src/diffusion/loss.ts'
import { buildSchedule } from '../../../src/diffusion/schedules.ts'
import { type Target, targets } from '../../../src/diffusion/targets.ts'
import { Graph } from '../../../src/engine/graph.ts'
import { relu } from '../../../src/engine/trace.ts'
import { evaluate } from '../engine/support.ts'

const schedule = buildSchedule('linear', { timesteps: 4, betaStart: 0.1, betaEnd: 0.6 })
const shape = [2, 1, 2, 1]
const x0 = Float64Array.of(0.5, -0.25, 1, -1)
const noise = Float64Array.of(1.5, 0.75, -0.5, 2)
const t = Int32Array.of(0, 3)

/** Says relu(x_t). */
const network: Denoiser = {
  ...{ imageShape: [1, 2, 1], parameterCount: 0, classes: 0 },
  predict: (_, x) => relu(x),
}

/** Each pixel's error, by the definition of the target. */
function errors(target: Target): number[] {
  return Array.from(x0, (image, i) => {
    const [a, s] = [schedule.sqrtAlphaBars, schedule.sqrtOneMinusAlphaBars].map(
      (table) => table[t[Math.floor(i / 2)]],
    )
    const wanted = { eps: noise[i], x0: image, v: a * noise[i] - s * image }[target]
    return (Math.max(a * image + s * noise[i], 0) - wanted) ** 2
  })
}

describe.each(targets)('the loss for %s', (target) => {
  test('is that of its definition, whole and by example', async () => {
    const graph = new Graph()
    const batch = {
      ...{ x0: graph.input('x0', shape), noise: graph.input('noise', shape) },
      t: graph.constant(t, [2]),
    }
    const objective = { model: network, schedule, target }
    const outputs = {
      loss: denoisingLoss(graph, objective, batch),
      losses: denoisingLosses(graph, objective, batch),
    }
    const { loss, losses } = await evaluate(graph, outputs, { x0, noise })
    const [a, b, c, d] = errors(target)
    // the table of coefficients is float32
    expect(losses[0]).toBeCloseTo((a + b) / 2, 6)
    expect(losses[1]).toBeCloseTo((c + d) / 2, 6)
    expect(loss[0]).toBeCloseTo((a + b + c + d) / 4, 6)
  })
})

describe('min-SNR weights', () => {
  // SNR = alpha_bar / (1 - alpha_bar): 9, 1, 0
  const alphaBars = Float64Array.of(0.9, 0.5, 0)
  test.each<[Target, number[]]>([
    ['x0', [5, 1, 0]],
    ['eps', [5 / 9, 1, 1]],
    ['v', [0.5, 0.5, 0]],
  ])('for %s', (target, expected) => {
    const weights = [...minSnrWeights({ alphaBars }, target, 5)]
    for (const [i, weight] of weights.entries()) expect(weight).toBeCloseTo(expected[i], 12)
  })
})
