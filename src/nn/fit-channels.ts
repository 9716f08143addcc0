/** Kernels at the edges of a network for images of other channels, 1 to 4, alpha last. */

import { type Shape, sizeOf } from '../base/shape.ts'

/** What a new channel is made of: shares of the old channels, at the input and at the output. */
export interface ChannelMap {
  readonly old: number
  /** (new, old) */
  readonly input: readonly (readonly number[])[]
  /** (new, old) */
  readonly output: readonly (readonly number[])[]
}

/** Grey or RGB, and whether alpha follows. Other channels are each their own. */
const partsOf = (channels: number) => {
  const hasAlpha = channels === 2 || channels === 4
  return { colours: channels - Number(hasAlpha), hasAlpha }
}

const share = (old: number, which: (index: number) => number) =>
  Array.from({ length: old }, (_, index) => which(index))

/**
 * How channels become others, so that the network begins by doing with the new ones what it did with the old:
 * - grey to RGB: each colour takes a third of the input's kernels and all of the output's;
 * - RGB to grey: the input's kernels are added, the output's averaged;
 * - alpha that is new begins with zeros: it is neither seen nor predicted; one that is dropped is left out.
 */
export function channelMap(old: number, now: number): ChannelMap {
  const [from, to] = [partsOf(old), partsOf(now)]
  const rows = (same: number, summed: number) =>
    Array.from({ length: now }, (_, channel) => {
      if (channel >= to.colours) {
        return share(old, (index) => Number(from.hasAlpha && index === old - 1))
      }
      return share(old, (index) => {
        if (index >= from.colours) return 0
        if (from.colours === to.colours) return Number(index === channel)
        return from.colours < to.colours ? same : summed
      })
    })
  const [least, most] = [1 / to.colours, 1 / from.colours]
  return { old, input: rows(least, 1), output: rows(1, most) }
}

/** Every new channel as a sum of old ones, each channel `inner` rows of `length` numbers. */
function mix(
  values: Float32Array,
  shares: readonly (readonly number[])[],
  { inner, length }: { readonly inner: number; readonly length: number },
): Float32Array {
  const block = inner * length
  if (shares.every((row, now) => row.length === shares.length && row[now] === 1)) return values
  const mixed = new Float32Array(shares.length * block)
  shares.forEach((row, now) => {
    row.forEach((part, old) => {
      if (part === 0) return
      for (let i = 0; i < block; i++) mixed[now * block + i] += part * values[old * block + i]
    })
  })
  return mixed
}

/** Channels inside per channel of an image, patches of pixels; undefined where the two differ in that. */
function innerOf(before: number, now: number, { old, input }: ChannelMap): number | undefined {
  const inner = before / old
  return Number.isInteger(inner) && now / input.length === inner ? inner : undefined
}

/** (O, I, KH, KW) for other I, where nothing else differs. */
export function fitInput(
  values: Float32Array,
  before: Shape,
  now: Shape,
  map: ChannelMap,
): Float32Array | undefined {
  const inner = innerOf(before[1], now[1], map)
  const length = sizeOf(before.slice(2))
  if (inner === undefined || before[0] !== now[0] || sizeOf(now.slice(2)) !== length)
    return undefined
  const fitted = new Float32Array(sizeOf(now))
  const [from, to] = [before[1] * length, now[1] * length]
  for (let output = 0; output < now[0]; output++) {
    const kernels = values.subarray(output * from, (output + 1) * from)
    fitted.set(mix(kernels, map.input, { inner, length }), output * to)
  }
  return fitted
}

/** (O, I, KH, KW), or (O), for other O, where nothing else differs. */
export function fitOutput(
  values: Float32Array,
  before: Shape,
  now: Shape,
  map: ChannelMap,
): Float32Array | undefined {
  const inner = innerOf(before[0], now[0], map)
  const length = sizeOf(before.slice(1))
  if (inner === undefined || sizeOf(now.slice(1)) !== length) return undefined
  return mix(values, map.output, { inner, length })
}
