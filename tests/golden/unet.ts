/** SimpleUNet against PyTorch in float64: at most 4 times as far off as PyTorch's own runs. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Device } from '../../src/engine/device.ts'
import { goldenDevices, type NamedDevice } from '../devices.ts'
import { adamErrors, gradientsOf } from './adam.ts'
import {
  allowedError,
  type Fork,
  type GoldenNumber,
  type GoldenTensors,
  loadFixture,
  relativeError,
} from './fixture.ts'
import { GoldenRun } from './golden-run.ts'

interface UnetCase {
  readonly name: 'unet-b1' | 'unet-b3' | 'unet-rgb' | 'unet-b128'
  readonly devices: readonly NamedDevice[]
}

const forks: Readonly<Record<string, Fork>> = loadFixture('forks').free

function expectLoss(loss: number, { value, float32 }: GoldenNumber, fork?: number): void {
  expect(Math.abs(loss / value - 1)).toBeLessThanOrEqual(allowedError(float32, fork))
}

function expectEach(
  actual: ReadonlyMap<string, Float32Array>,
  golden: GoldenTensors,
  forked: Fork['after10'] = {},
): void {
  const failures = Object.entries(golden).flatMap(([name, tensor]) => {
    const error = relativeError(actual.get(name)!, tensor)
    const allowed = allowedError(tensor.float32, forked[name])
    return error <= allowed
      ? []
      : [`${name}: ${error.toExponential(2)} > ${allowed.toExponential(2)}`]
  })
  expect(failures).toEqual([])
  expect(actual.size).toBe(Object.keys(golden).length)
}

/** All tensors as one vector. */
function expectWhole(actual: ReadonlyMap<string, Float32Array>, golden: GoldenTensors): void {
  const tensors = Object.entries(golden)
  const whole = (errors: readonly number[]) =>
    Math.hypot(...errors.map((error, i) => error * tensors[i][1].norm))
  const ours = tensors.map(([name, tensor]) => relativeError(actual.get(name)!, tensor))
  const allowed = tensors.map(([, { float32 }]) => allowedError(float32))
  expect(whole(ours)).toBeLessThanOrEqual(whole(allowed))
}

export function describeUnet({ name, devices }: UnetCase): void {
  for (const { label, open } of devices) {
    describe(`${name} on ${label}`, () => {
      const fixture = loadFixture(name)
      let device: Device
      let run: GoldenRun
      beforeAll(async () => {
        device = await open()
        run = new GoldenRun(device, fixture)
      })
      afterAll(() => device.close())

      test('predicts the same noise', async () => {
        const error = relativeError(await run.output(), fixture.output)
        expect(error).toBeLessThanOrEqual(allowedError(fixture.output.float32))
      })

      test('finds the same gradients', async () => {
        expectEach(await run.gradients(), fixture.gradients)
      })

      // A step follows the sign of a gradient however near it is to 0, and one such element can be
      // most of a small tensor's error. So what enters Adam and what it makes of that are judged.
      test('takes the same first Adam step', async () => {
        const training = await run.training()
        const before = await training.read()
        expectLoss(await training.step(0), fixture.losses[0])
        const taken = { step: 0, before, after: await training.read() }
        training.free()
        expectEach(run.byName(gradientsOf(fixture.adam, taken)), fixture.gradients)
        const { v, parameters } = adamErrors(fixture.adam, run.model.parameters, taken)
        expect(v).toBeLessThanOrEqual(1e-6)
        expect(parameters).toBeLessThanOrEqual(1e-7)
        expectWhole(run.byName(taken.after.parameters), fixture.after1)
      })

      if (label === 'reference') return // takes its ten steps in steps.test.ts
      // ten large steps take long: small ones are taken on every device
      if (name === 'unet-b128' && !goldenDevices(['widest']).some((one) => one.label === label))
        return

      test('is as near after ten Adam steps as PyTorch’s own runs', async () => {
        const { losses, after } = await run.train(10)
        const fork = forks[name]
        fixture.losses.forEach((golden, step) => {
          expectLoss(losses[step], golden, fork?.losses[step])
        })
        expectEach(after, fixture.after10, fork?.after10)
      })
    })
  }
}
