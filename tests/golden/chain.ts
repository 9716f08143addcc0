/** A whole ancestral chain, 1000 steps with injected noise on trained weights, against PyTorch. */

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { buildSampler } from '../../src/diffusion/samplers/build.ts'
import { sampleWithTrajectory } from '../../src/diffusion/trajectory.ts'
import { decodeModel } from '../../src/training/checkpoint.ts'
import type { NamedDevice } from '../devices.ts'
import { fixtureUrl, loadFixture, relativeL2 } from './fixture.ts'
import { nchwToNhwc, nhwcToNchw, normal, streams } from './formula.ts'

const golden = loadFixture('chain')
const { shape, timesteps } = golden.input

/** Step 0 is x_T; step s is added after t = T - s, except the last. */
function injectedNoise(step: number): Float32Array {
  const stream = streams.chain + timesteps - step
  return nchwToNhwc(normal(stream, shape), shape)
}

const norm = (values: ArrayLike<number>) => Math.hypot(...Array.from(values))

export function describeChain(devices: readonly NamedDevice[]): void {
  for (const { label, open } of devices) {
    test(`1000 steps of ancestral sampling give PyTorch’s images on ${label}`, async () => {
      const device = await open()
      const {
        network: model,
        schedule,
        weights,
      } = decodeModel(readFileSync(fixtureUrl(golden.weights)))
      const frames = await sampleWithTrajectory(
        {
          device,
          model,
          weights,
          sampler: buildSampler('ddpm', schedule),
          count: shape[0],
          injectedNoise,
        },
        golden.saveEvery,
      )
      expect(frames.map(({ next }) => next)).toEqual([
        ...[999, 899, 799, 699, 599, 499, 399, 299, 199, 99, -1],
      ])
      frames.forEach(({ images }, i) => {
        expect(norm(images.data) / golden.trajectoryNorms[i]).toBeCloseTo(1, 4)
      })
      const [n, c, h, w] = shape
      const final = nhwcToNchw(frames.at(-1)!.images.data, [n, h, w, c])
      expect(relativeL2(final, golden.final.f64)).toBeLessThanOrEqual(1e-4)
      await device.close()
    })
  }
}
