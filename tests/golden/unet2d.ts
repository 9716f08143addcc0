/** `unet` against diffusers' UNet2DModel in float64: at most 4 times as far off as PyTorch's own float32. */

import { beforeAll, describe, expect, test } from 'vitest'
import type { NamedDevice } from '../devices.ts'
import { allowedError, loadFixture, relativeError } from './fixture.ts'
import { runUnet2d, type Unet2dResults } from './unet2d-run.ts'

/** The least that is allowed: Winograd's rounding is other than that of PyTorch's algorithms. */
const floors = {
  reference: { output: 0, gradient: 0 },
  wasm: { output: 2e-5, gradient: 1e-4 },
}

/** Of the keys' common part: the softmax does not see it, so that its gradient is 0. */
const isZero = (name: string) => name.endsWith('to_k.bias')

const norm = (values: ArrayLike<number>) => Math.hypot(...Array.from(values))

/** Keys with a bias: one for each attention of the network. */
const attentions = {
  ...{ 'unet2d-plain': 0, 'unet2d-attention': 4, 'unet2d-wide': 4 },
  ...{ 'unet2d-google': 4, 'unet2d-scaled': 0 },
} as const

export function describeUnet2d(devices: readonly NamedDevice[]): void {
  for (const name of Object.keys(attentions) as (keyof typeof attentions)[]) {
    for (const { label, open } of devices) {
      describe(`${name} on ${label}`, () => {
        const fixture = loadFixture(name)
        const floor = label === 'reference' ? floors.reference : floors.wasm
        let results: Unet2dResults
        beforeAll(async () => {
          const device = await open()
          results = await runUnet2d(device, fixture)
          await device.close()
        })

        test('predicts the same', () => {
          const error = relativeError(results.output, fixture.output)
          const allowed = Math.max(allowedError(fixture.output.float32), floor.output)
          expect(error).toBeLessThanOrEqual(allowed)
          const { value, float32 } = fixture.loss
          expect(Math.abs(results.loss / value - 1)).toBeLessThanOrEqual(
            Math.max(allowedError(float32), floor.output),
          )
        })

        test('finds the same gradients', () => {
          const failures = Object.entries(fixture.gradients).flatMap(([parameter, golden]) => {
            const error = relativeError(results.gradients.get(parameter)!, golden)
            const allowed = Math.max(allowedError(golden.float32), floor.gradient)
            return error <= allowed ? [] : [`${parameter}: ${error} > ${allowed}`]
          })
          expect(failures).toEqual([])
          const compared = [...results.gradients.keys()].filter((parameter) => !isZero(parameter))
          expect(compared).toEqual(Object.keys(fixture.gradients))
        })

        test('finds no gradient where there is none: in keys’ biases', () => {
          const zeros = [...results.gradients].filter(([parameter]) => isZero(parameter))
          expect(zeros).toHaveLength(attentions[name])
          for (const [parameter, gradient] of zeros) {
            const beside = results.gradients.get(parameter.replace('to_k', 'to_q'))!
            expect(norm(gradient) / norm(beside), parameter).toBeLessThan(1e-3)
          }
        })
      })
    }
  }
}
