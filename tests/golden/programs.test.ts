/** Every sampler through the real denoising program, on every device, against its plain rows. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Denoiser } from '../../src/diffusion/denoiser.ts'
import { sample } from '../../src/diffusion/sample.ts'
import { buildSampler } from '../../src/diffusion/samplers/build.ts'
import { planDenoising } from '../../src/diffusion/samplers/plan.ts'
import { type SamplerName, samplerNames } from '../../src/diffusion/samplers/registry.ts'
import { clips } from '../../src/diffusion/samplers/sampler.ts'
import { buildSchedule } from '../../src/diffusion/schedules.ts'
import { type Target, targets } from '../../src/diffusion/targets.ts'
import type { Device } from '../../src/engine/device.ts'
import type { Graph } from '../../src/engine/graph.ts'
import { add, embedding, linearCombination, relu } from '../../src/engine/trace.ts'
import { goldenDevices } from '../devices.ts'
import { relativeL2 } from './fixture.ts'
import { normal } from './formula.ts'
import { runPlainly } from './rows.ts'

const T = 100
const schedule = buildSchedule('linear', { timesteps: T, betaEnd: 0.2 })
const SHAPE = [1, 3, 3, 2] as const
const [INITIAL, NOISE] = [500, 501]

/** How loud the model is at each timestep: for its own t. */
const loudness = Float32Array.from({ length: T }, (_, t) => 0.3 + t / T)

/** loudness(t) relu(x) - x / 4, which has nothing to learn. */
const model: Denoiser = {
  imageShape: [3, 3, 2],
  parameterCount: 1,
  classes: 0,
  predict(graph, x, t) {
    const loud = embedding((graph as Graph).constant(loudness, [T, 1]), t)
    const quarter = (graph as Graph).constant(Float32Array.of(-0.25), [1, 1])
    return add(linearCombination(loud, [relu(x)]), linearCombination(quarter, [x]))
  },
}

const plainModel = (x: Float64Array, t: number) =>
  x.map((value) => loudness[Math.round(t)] * Math.max(value, 0) - value / 4)

const noiseAt = (evaluation: number) => normal(NOISE + evaluation, SHAPE)
const injectedNoise = (step: number) => (step ? noiseAt(step - 1) : normal(INITIAL, SHAPE))

/** Each sampler with each target and each way of clipping, with noise where it can have any. */
const cases = samplerNames.flatMap((name) =>
  targets.flatMap((target) => clips.map((clip) => ({ name, target, clip }))),
)

function samplerOf(name: SamplerName, clip: (typeof clips)[number]) {
  const all: { [N in SamplerName]?: object } = { ddim: { eta: 0.5 }, unipc: { order: 3 } }
  const own = all[name] ?? {}
  return buildSampler(name, schedule, { steps: 9, spacing: 'linspace', clip, ...own })
}

const expected = (name: SamplerName, clip: (typeof clips)[number], target: Target) => {
  const plan = planDenoising(samplerOf(name, clip), target)
  const initial = normal(INITIAL, SHAPE)
  return runPlainly(plan, { initial, model: plainModel, noise: noiseAt }).at(-1)!
}

for (const { label, open } of goldenDevices(['reference', 'wasm'])) {
  describe(label, () => {
    let device: Device
    beforeAll(async () => {
      device = await open()
    })
    afterAll(() => device.close())

    test.each(cases)('$name of $target, clip $clip', async ({ name, target, clip }) => {
      const sampler = samplerOf(name, clip)
      const weights = new Float32Array(1)
      const made = await sample({
        ...{ device, model, weights, sampler, target, count: 1, injectedNoise },
      })
      expect(relativeL2(made.data, expected(name, clip, target))).toBeLessThanOrEqual(1e-5)
    })

    test('the history of one run is nothing to the next', async () => {
      const sampler = samplerOf('unipc', 'none')
      const options = { device, model, weights: new Float32Array(1), sampler, count: 3 }
      const first = await sample({ ...options, batchSize: 1 })
      expect(await sample({ ...options, batchSize: 3 })).toEqual(first)
    })
  })
}
