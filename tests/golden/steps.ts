/**
 * Adam steps on one image, each judged out of the golden state: runs left to themselves come
 * apart (docs/log.md), and here no step meets the error of the one before. The golden states are
 * the float64 reference's, which is shown to take PyTorch's ten steps.
 */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openReference } from '../../src/backends/reference/device.ts'
import type { Device } from '../../src/engine/device.ts'
import type { NamedDevice } from '../devices.ts'
import { adamErrors, gradientsOf, tensorErrors } from './adam.ts'
import { type GoldenTensors, loadFixture, relativeError } from './fixture.ts'
import { GoldenRun } from './golden-run.ts'
import type { GoldenTraining } from './golden-training.ts'

/** As many as the fixture has taken. */
export const TEN = 10

const fixture = loadFixture('unet-b1')
const golden = new GoldenRun(openReference({ precision: 'float64' }), fixture)
/** How far PyTorch's gradients of each step move where the weights are off by rounding. */
const unsteady = loadFixture('forks').gradients['unet-b1']

/** How far one step is from the golden one; of the worst tensor where there are several. */
interface StepErrors {
  readonly loss: number
  readonly gradients: number
  /** From what Adam makes of the step's own gradients. */
  readonly adam: ReturnType<typeof adamErrors>
}

/** A device that takes every step out of the golden state. */
interface Follower {
  readonly device: Device
  readonly training: GoldenTraining
  readonly errors: StepErrors[]
}

async function follow({ open }: NamedDevice): Promise<Follower> {
  const device = await open()
  return { device, training: await new GoldenRun(device, fixture).training(), errors: [] }
}

async function takeStep(training: GoldenTraining, step: number) {
  const before = await training.read()
  const loss = await training.step(step)
  return { step, before, loss, after: await training.read() }
}

type Taken = Awaited<ReturnType<typeof takeStep>>

function errorsOf(actual: Taken, expected: Taken): StepErrors {
  const tensors = golden.model.parameters
  const [ours, theirs] = [actual, expected].map((taken) => gradientsOf(fixture.adam, taken))
  return {
    loss: Math.abs(actual.loss / expected.loss - 1),
    gradients: Math.max(...tensorErrors(tensors, ours, theirs)),
    adam: adamErrors(fixture.adam, tensors, actual),
  }
}

function expectTensors(flat: Float32Array, tensors: GoldenTensors): void {
  const actual = golden.byName(flat)
  for (const [name, tensor] of Object.entries(tensors)) {
    expect(relativeError(actual.get(name)!, tensor), name).toBeLessThanOrEqual(1e-6)
  }
  expect(actual.size).toBe(Object.keys(tensors).length)
}

/** @param steps how many of the golden ten are taken */
export function describeSteps(steps: number, devices: readonly NamedDevice[]): void {
  describe(`${steps} Adam steps on one image`, () => {
    const losses: number[] = []
    /** The flat parameters after each step. */
    const parameters: Float32Array[] = []
    const followers = new Map<string, Follower>()

    beforeAll(async () => {
      for (const device of devices) followers.set(device.label, await follow(device))
      const training = await golden.training()
      for (let step = 0; step < steps; step++) {
        const expected = await takeStep(training, step)
        losses.push(expected.loss)
        parameters.push(expected.after.parameters)
        for (const follower of followers.values()) {
          await follower.training.write(expected.before)
          follower.errors.push(errorsOf(await takeStep(follower.training, step), expected))
        }
      }
      training.free()
    })
    afterAll(() => Promise.all([...followers.values()].map(({ device }) => device.close())))

    test('are PyTorch’s in the float64 reference', () => {
      fixture.losses.slice(0, steps).forEach(({ value }, step) => {
        expect(Math.abs(losses[step] / value - 1), `step ${step}`).toBeLessThanOrEqual(1e-6)
      })
      expectTensors(parameters[0], fixture.after1)
      if (steps === TEN) expectTensors(parameters[TEN - 1], fixture.after10)
    })

    for (const { label } of devices) {
      test(`are the same, one by one, on ${label}`, () => {
        const { errors } = followers.get(label)!
        expect(errors).toHaveLength(steps)
        errors.forEach(({ loss, gradients, adam }, step) => {
          expect(loss, `loss ${step}`).toBeLessThanOrEqual(2e-5)
          const allowed = Math.max(1e-4, 4 * unsteady[step])
          expect(gradients, `gradients ${step}`).toBeLessThanOrEqual(allowed)
          expect(adam.v, `second moments ${step}`).toBeLessThanOrEqual(1e-6)
          expect(adam.parameters, `parameters ${step}`).toBeLessThanOrEqual(1e-7)
        })
      })
    }
  })
}
