import { buildSampler } from '../../src/diffusion/samplers/build.ts'
/** A short real training: the loss must fall, and the images must come to look like the data. */

import { expect, test } from 'vitest'
import { openWasm } from '../../src/backends/wasm/device.ts'
import { byteToValue } from '../../src/data/dataset.ts'
import { digits } from '../../src/data/digits.ts'
import { buildSchedule } from '../../src/diffusion/schedules.ts'
import { nodeHost } from '../../src/hosts/node/host.ts'
import { simpleUnet } from '../../src/nn/simple-unet/definition.ts'
import { only, runAll } from '../tiny.ts'

/** How much of an image is plainly paper or plainly ink, which noise is not. */
function decided(values: ArrayLike<number>): number {
  const pixels = Array.from(values)
  return pixels.filter((value) => Math.abs(Math.abs(value) - 1) < 0.25).length / pixels.length
}

/** Share of plain ink. */
function ink(values: ArrayLike<number>): number {
  return Array.from(values).filter((value) => value > 0).length / values.length
}

test('some hundred steps turn noise into pen strokes', async () => {
  const device = await openWasm(nodeHost(), {})
  const schedule = buildSchedule('linear')
  const data = digits({ count: 4096, seed: 1 })
  const { events } = await runAll({
    device,
    model: simpleUnet({ widths: [16, 32, 64], timeDim: 64 }),
    schedule,
    data,
    epochs: 4,
    batchSize: 32,
    sampler: buildSampler('ddpm', schedule, { steps: 500 }),
    sampleCount: 16,
    sampleEvery: 0,
  })
  await device.close()

  const losses = only(events, 'epoch').map(({ loss }) => loss)
  expect(losses[0]).toBeLessThan(0.35)
  expect(losses.at(-1)).toBeLessThan(0.09)
  expect(losses.at(-1)).toBeLessThan(losses[0] / 2)

  const { images } = only(events, 'sample')[0]
  const real = Float32Array.from(data.images.subarray(0, images.data.length), (b) => byteToValue[b])
  expect(decided(real)).toBeGreaterThan(0.85)
  expect(decided(images.data)).toBeGreaterThan(0.7)
  expect(ink(images.data)).toBeGreaterThan(ink(real) / 3)
  expect(ink(images.data)).toBeLessThan(ink(real) * 3)
})
