/** Which code shapes are offered and chosen. */

import { describe, expect, test, vi } from 'vitest'
import {
  availableVariants,
  chooseVariant,
  preferredVariant,
  type Variant,
} from '../../../../src/backends/wasm/variants.ts'
import { nodeHost } from '../../../../src/hosts/node/host.ts'
import { coded } from '../../../coded.ts'

const narrow = { ...nodeHost(), wideVectors: false }
const wide = { ...narrow, wideVectors: true }

/** A probe that finds these speeds, in the order of the shapes. */
const finding = (...speeds: number[]) => {
  return async (variants: readonly Variant[]) =>
    variants.map((variant, i) => ({ variant, gflops: speeds[i] }))
}
const forbidden = () => expect.fail('there was nothing to probe')

test('every Node we support has relaxed SIMD; wide ones are offered where the host says so', () => {
  expect(availableVariants(narrow)).toEqual(['simd', 'relaxed'])
  expect(availableVariants(wide)).toEqual(['simd', 'relaxed', 'wide'])
})

test('without SIMD nothing is chosen, and the reason is given', async () => {
  const validate = vi.spyOn(WebAssembly, 'validate').mockReturnValue(false)
  const choice = chooseVariant(narrow, undefined, forbidden)
  await expect(choice).rejects.toThrow(coded('device.unavailable', { device: 'wasm' }))
  validate.mockRestore()
})

describe('the choice', () => {
  test('is what a probe finds fastest, with the speeds as the reason', async () => {
    expect(await chooseVariant(wide, undefined, finding(30, 50.4, 100))).toEqual({
      variant: 'wide',
      reason: 'by a probe of one thread: SIMD 30, relaxed SIMD 50, 256-bit SIMD 100 GFLOPS',
    })
    expect((await chooseVariant(wide, undefined, finding(30, 50, 28))).variant).toBe('relaxed')
    expect((await chooseVariant(narrow, undefined, finding(30, 20))).variant).toBe('simd')
  })

  test('is the widest that is not clearly slower, so that it stays', () => {
    const chosen = (...speeds: number[]) => {
      const variants = availableVariants(wide)
      return preferredVariant(speeds.map((gflops, i) => ({ variant: variants[i], gflops })))
    }
    expect(chosen(50, 50, 45.1)).toBe('wide')
    expect(chosen(50, 50, 44.9)).toBe('relaxed')
    expect(chosen(50, 44, 40)).toBe('simd')
  })

  test('is the one that is wanted, without a probe', async () => {
    expect(await chooseVariant(wide, 'simd', forbidden)).toEqual({
      variant: 'simd',
      reason: 'as asked',
    })
  })

  test('of what does not exist or does not run here is refused with what does', async () => {
    const wanting = (name: string) => chooseVariant(narrow, name, forbidden)
    await expect(wanting('relaxd')).rejects.toThrow(
      coded('variant.unknown', { variant: 'relaxd', known: ['simd', 'relaxed', 'wide'] }),
    )
    await expect(wanting('wide')).rejects.toThrow(
      coded('variant.unavailable', { variant: 'wide', available: ['simd', 'relaxed'] }),
    )
  })
})
