/** The code shapes of the kernels: which of them run here, and which is taken. */

import type { Host } from '../../engine/host.ts'
import { backendError } from '../errors.ts'

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

/** The shapes that run here, from the narrowest to the widest. */
export function availableVariants(host: Host): Variant[] {
  if (!validates(SIMD)) return []
  if (!validates(RELAXED)) return ['simd']
  return host.wideVectors ? ['simd', 'relaxed', 'wide'] : ['simd', 'relaxed']
}

/** How fast a shape was in a probe. */
export interface VariantSpeed {
  readonly variant: Variant
  /** Of one thread. */
  readonly gflops: number
}

/** Shapes whose speeds differ by less count as equally fast. */
const CLEARLY = 0.1

/**
 * The widest shape that is not clearly slower than another. Results of shapes may differ in their
 * last bits, so a resumed run should meet the same choice although speeds vary.
 * @param speeds from the narrowest to the widest, at least one
 */
export function preferredVariant(speeds: readonly VariantSpeed[]): Variant {
  const best = Math.max(...speeds.map(({ gflops }) => gflops))
  const wide = speeds.filter(({ gflops }) => gflops >= (1 - CLEARLY) * best)
  return wide[wide.length - 1].variant
}

export const NO_SIMD = 'WebAssembly has no SIMD here. Use a newer Node or browser'

export interface Choice {
  readonly variant: Variant
  /** Why, in a sentence. */
  readonly reason: string
}

function checkWanted(available: readonly Variant[], wanted: string): Variant {
  const variant = variants.find((name) => name === wanted)
  if (!variant) throw backendError('variant.unknown', { variant: wanted, known: variants })
  if (available.includes(variant)) return variant
  throw backendError('variant.unavailable', { variant, available })
}

/**
 * The wanted shape, or the fastest one here.
 * @param probe measures shapes; asked only where there is something to choose
 * @throws {DdpmError} `variant.unknown`, `variant.unavailable`; `device.unavailable` where none runs here.
 */
export async function chooseVariant(
  host: Host,
  wanted: string | undefined,
  probe: (variants: readonly Variant[]) => Promise<readonly VariantSpeed[]>,
): Promise<Choice> {
  const available = availableVariants(host)
  if (!available.length)
    throw backendError('device.unavailable', { device: 'wasm', reason: NO_SIMD })
  if (wanted !== undefined) return { variant: checkWanted(available, wanted), reason: 'as asked' }
  if (available.length === 1) return { variant: available[0], reason: 'nothing else runs here' }
  const speeds = await probe(available)
  const list = speeds.map(({ variant, gflops }) => `${descriptions[variant]} ${gflops.toFixed(0)}`)
  const reason = `by a probe of one thread: ${list.join(', ')} GFLOPS`
  return { variant: preferredVariant(speeds), reason }
}
