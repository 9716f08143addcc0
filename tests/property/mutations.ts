/** What is done to files that readers are given: damaged bytes, and odd values in JSON. */

import fc from 'fast-check'

/** One damage: bytes overwritten, removed, inserted, or the end cut off. */
export interface Damage {
  /** From 0, the file's first byte, to 1. */
  readonly at: number
  readonly remove: number
  readonly insert: Uint8Array
  readonly cut: boolean
}

/** Bytes at which lengths and signs go over. */
const turning = fc.constantFrom(0, 1, 0x7f, 0x80, 0xfe, 0xff)
const bytes = fc
  .array(fc.oneof(fc.nat(255), turning), { maxLength: 4 })
  .map((all) => Uint8Array.from(all))

const share = fc.double({ min: 0, max: 1, noNaN: true })

export const damages: fc.Arbitrary<Damage> = fc.record({
  // headers come first and are small
  at: fc.oneof(
    share,
    share.map((at) => at ** 4),
  ),
  remove: fc.nat(4),
  insert: bytes,
  cut: fc.nat(7).map((chance) => chance === 0),
})

export function damaged(bytes: Uint8Array, { at, remove, insert, cut }: Damage): Uint8Array {
  const start = Math.floor(at * bytes.length)
  const rest = cut ? bytes.subarray(bytes.length) : bytes.subarray(start + remove)
  const whole = new Uint8Array(start + insert.length + rest.length)
  whole.set(bytes.subarray(0, start))
  whole.set(insert, start)
  whole.set(rest, start + insert.length)
  return whole
}

/** A file with a few damages. */
export const damagedFiles = (files: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(files, fc.array(damages, { minLength: 1, maxLength: 3 }))
    .map(([file, all]) => all.reduce(damaged, file))

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** What stands in the place of a value, or of a part of it. */
const odd: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, true, '', 'x', [], {}, [[]], [null], { length: 1 }),
  fc.constantFrom<Json>(0, -1, 0.5, 1e9, 2 ** 31, 2 ** 32, 2 ** 53, 1e300, -1e300, 5e-324),
  fc.constantFrom<Json>([0], [1, 2, 3], [1e9, 1e9], ['linear'], { __proto__: null }),
  fc.integer({ min: -3, max: 300 }),
  fc.string({ maxLength: 6 }),
)

/** How many values there are in one, itself among them. */
const countOf = (value: Json): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce((sum: number, part: Json) => sum + countOf(part), 1)
    : 1

/** Another value in the place of the one with this number. */
function replaced(value: Json, number: number, other: Json | undefined): Json | undefined {
  if (number === 0) return other
  let at = number - 1
  const parts: [string, Json][] = []
  for (const [key, part] of Object.entries(value as object) as [string, Json][]) {
    const count = countOf(part)
    const now = at >= 0 && at < count ? replaced(part, at, other) : part
    if (now !== undefined) parts.push([key, now])
    at -= count
  }
  return Array.isArray(value) ? parts.map(([, part]) => part) : Object.fromEntries(parts)
}

/** A value with a few of its parts replaced or left out, as JSON text. */
export const oddJson = (values: fc.Arbitrary<object>): fc.Arbitrary<string> =>
  fc
    .tuple(values, fc.array(fc.tuple(fc.nat(), fc.option(odd)), { minLength: 1, maxLength: 2 }))
    .map(([value, changes]) => {
      const changed = changes.reduce<Json>((json, [number, other]) => {
        return replaced(json, number % countOf(json), other ?? undefined) ?? null
      }, value as Json)
      return JSON.stringify(changed)
    })
