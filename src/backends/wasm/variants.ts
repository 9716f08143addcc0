/** The code shapes of the kernels, and which of them run here: probed, not assumed. */

import { UserError } from '../../engine/errors.ts'
import type { Host } from '../../engine/host.ts'
import { nearest } from '../../engine/nearest.ts'

/** Each shape's name is also its file's. */
const descriptions = {
  simd: 'SIMD',
  relaxed: 'relaxed SIMD',
  wide: '256-bit SIMD',
} as const

export type Variant = keyof typeof descriptions
export const variants = Object.keys(descriptions) as Variant[]

export const describeVariant = (variant: Variant) => descriptions[variant]

/** A module of one function without parameters that gives a vector; its code follows. */
const MODULE = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0]
/** i32.const 0, i8x16.splat, i8x16.popcnt */
const SIMD = [10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11]
/** Two splats and i8x16.relaxed_swizzle */
const RELAXED = [10, 15, 1, 13, 0, 65, 1, 253, 15, 65, 2, 253, 15, 253, 128, 2, 11]

const validates = (code: readonly number[]) =>
  WebAssembly.validate(Uint8Array.from([...MODULE, ...code]))

/** The shapes that run here, fastest last. */
export function availableVariants(host: Host): Variant[] {
  if (!validates(SIMD)) return []
  if (!validates(RELAXED)) return ['simd']
  return host.wideVectors ? ['simd', 'relaxed', 'wide'] : ['simd', 'relaxed']
}

/**
 * The wanted shape, or the fastest one here.
 * @throws {UserError} where it does not exist or does not run here.
 */
export function chooseVariant(host: Host, wanted?: string): Variant {
  const available = availableVariants(host)
  const fastest = available.at(-1)
  if (!fastest) throw new UserError('WebAssembly has no SIMD here: use a newer Node or browser')
  if (wanted === undefined) return fastest
  const variant = variants.find((name) => name === wanted)
  if (!variant) {
    const names = variants.join(', ')
    throw new UserError(`no variant ${wanted}${nearest(wanted, variants)}: there are ${names}`)
  }
  if (available.includes(variant)) return variant
  throw new UserError(`${descriptions[variant]} does not run here: use ${available.join(' or ')}`)
}
