/** Which kernels compute in the worker: a resumed training keeps those of its last step. */

import { beforeEach, expect, test, vi } from 'vitest'

const asked = vi.hoisted(() => [] as (string | undefined)[])

vi.mock('../../../../src/browser.ts', async (original) => ({
  ...(await original<typeof import('../../../../src/browser.ts')>()),
  async openDevice({ variant }: { variant?: string } = {}) {
    asked.push(variant)
    const { DdpmError } = await import('../../../../src/base/errors.ts') // after the reset
    if (variant === 'wide') throw new DdpmError('a.code', {}, 'not here')
    return { variant: variant ?? 'relaxed' }
  },
}))

let device: typeof import('../../../../studio/src/compute/worker/device.ts')

beforeEach(async () => {
  vi.resetModules()
  asked.length = 0
  device = await import('../../../../studio/src/compute/worker/device.ts')
})

test('a training is resumed with the kernels that its checkpoint names', async () => {
  expect((await device.device()).variant).toBe('relaxed')
  expect((await device.deviceFor('simd')).variant).toBe('simd')
  expect((await device.deviceFor('simd')).variant).toBe('simd')
  expect(asked).toEqual([undefined, 'simd'])
})

test('one device does for all where they are the same, or none are named', async () => {
  const usual = await device.device()
  expect(await device.deviceFor('relaxed')).toBe(usual)
  expect(await device.deviceFor(undefined)).toBe(usual)
})

test('kernels that do not run here are replaced by those that do', async () => {
  expect((await device.deviceFor('wide')).variant).toBe('relaxed')
})
