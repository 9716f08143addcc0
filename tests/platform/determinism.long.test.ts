/** Same seed, same bits: whatever the number of threads, the batch, and the run. */

import { describe, expect, test } from 'vitest'
import { openWasm } from '../../src/backends/wasm/device.ts'
import { digits } from '../../src/data/digits.ts'
import { sample } from '../../src/diffusion/sample.ts'
import { buildSampler } from '../../src/diffusion/samplers/build.ts'
import { buildSchedule } from '../../src/diffusion/schedules.ts'
import { nodeHost } from '../../src/hosts/node/host.ts'
import { initialParameters } from '../../src/nn/parameters.ts'
import { simpleUnet } from '../../src/nn/simple-unet/definition.ts'
import { only, runAll } from '../tiny.ts'

const schedule = buildSchedule('linear')
const data = digits({ count: 192 })
// Channel counts that fill no vector, and one that fills several.
const models = [
  simpleUnet({ widths: [5, 6, 7], timeDim: 8 }),
  simpleUnet({ widths: [16, 32, 48], timeDim: 32 }),
]

async function trainSteps(model: (typeof models)[number], threads: number) {
  const device = await openWasm(nodeHost(), { threads })
  const options = { device, model, schedule, data, batchSize: 32, epochs: 1, sampleCount: 0 }
  const { events, weights } = await runAll(options)
  await device.close()
  return { losses: only(events, 'step').map(({ loss }) => loss), weights }
}

describe.each(models)('$parameterCount parameters', (model) => {
  test('six training steps: threads 1 = threads 2 = threads 5 = the same again', async () => {
    const first = await trainSteps(model, 1)
    expect(first.losses).toHaveLength(6)
    for (const threads of [2, 5, 2]) {
      const { losses, weights } = await trainSteps(model, threads)
      expect(losses).toEqual(first.losses)
      expect(weights).toEqual(first.weights)
    }
  })

  test('image i of 1 = image i of 64 = image i in batches of 10', async () => {
    const device = await openWasm(nodeHost(), { threads: 2 })
    const weights = initialParameters(model.parameters, 1)
    const sampler = buildSampler('ddpm', schedule, { steps: 12 })
    const options = { device, model, weights, sampler, seed: 7 }
    const all = await sample({ ...options, count: 64 })
    const cut = await sample({ ...options, count: 64, batchSize: 10 })
    const one = await sample({ ...options, count: 1 })
    await device.close()
    expect(cut.data).toEqual(all.data)
    expect(one.data).toEqual(all.data.slice(0, 784))
  })
})
