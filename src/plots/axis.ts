/** Axes of charts: a range, round ticks inside it, and their labels. No pixels. */

import { fixed } from './fixed.ts'

export interface Tick {
  readonly value: number
  readonly label: string
}

/** Below this, numbers are as good as 0. */
const TINY = 1e-100

export interface Axis {
  readonly ticks: readonly Tick[]
  /** Where a value stands: 0 at the lower end of the axis, 1 at the upper. */
  place(value: number): number
}

/** An axis that covers low..high exactly, ticks inside it; on whole numbers where it holds some. */
export function exactAxis(low: number, high: number, count: number): Axis {
  const step = Math.max(roundStep((high - low) / count), high - low >= 1 ? 1 : 0)
  return {
    ticks: multiples(Math.ceil(low / step), Math.floor(high / step), step),
    place: linear(low, high),
  }
}

/** An axis that covers low..high and ends on ticks; a range of one value is widened around it. */
export function roundAxis(low: number, high: number, count: number): Axis {
  const [from, to] = widened(low, high)
  const step = roundStep((to - from) / count)
  const [first, last] = [Math.floor(from / step + 1e-9), Math.ceil(to / step - 1e-9)]
  return { ticks: multiples(first, last, step), place: linear(first * step, last * step) }
}

/** A little more than low..high, equal distances for equal ratios. Both must be above 0. */
export function logAxis(low: number, high: number, count: number): Axis {
  const [from, to] = widened(low, high)
  const margin = (to / from) ** 0.05
  const [bottom, top] = [from / margin, to * margin]
  const place = linear(Math.log(bottom), Math.log(top))
  const decades = Math.ceil(Math.log10(top / bottom) / count)
  const sets = [powers(bottom, top, [1, 2, 5], 1), powers(bottom, top, [1], decades)]
  let ticks = sets.find((set) => set.length <= count + 2) ?? []
  if (ticks.length < 2) {
    // Within less than a decade round numbers say more than powers.
    ticks = roundAxis(from, to, count).ticks.filter(({ value }) => value >= bottom && value <= top)
  }
  return { ticks, place: (value) => place(Math.log(value)) }
}

/** Ticks on the mantissas of every so many powers of ten, inside low..high. */
function powers(low: number, high: number, mantissas: readonly number[], every: number): Tick[] {
  const ticks: Tick[] = []
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power += every) {
    for (const mantissa of mantissas) {
      // Through text: 10 ** -5 is not the nearest number to 0.00001.
      const value = Number(`${mantissa}e${power}`)
      if (value >= low && value <= high) ticks.push({ value, label: label(value, value) })
    }
  }
  return ticks
}

function linear(low: number, high: number): (value: number) => number {
  return (value) => (value - low) / (high - low)
}

/** Room around a range too narrow for ticks. */
function widened(low: number, high: number): [number, number] {
  const size = Math.max(Math.abs(low), Math.abs(high))
  if (high - low > Math.max(size * 1e-9, TINY)) return [low, high]
  return size < TINY ? [0, 1] : [low - size / 10, high + size / 10]
}

/** The next of 1, 2, 5, 10, 20, ... at or above a distance. */
function roundStep(distance: number): number {
  const power = Math.floor(Math.log10(distance))
  const mantissa = [1, 2, 5, 10].find((m) => m * 10 ** power >= distance * (1 - 1e-9)) ?? 10
  return Number(`${mantissa}e${power}`)
}

function multiples(first: number, last: number, step: number): Tick[] {
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const value = (first + i) * step
    return { value, label: label(value, step) }
  })
}

/** As many decimals as the step has; very large and very small numbers as powers of ten. */
function label(value: number, step: number): string {
  if (value === 0) return '0'
  const decimals = -Math.floor(Math.log10(step) + 1e-9)
  if (decimals > 5 || Math.abs(value) >= 1e6) {
    const digits = Math.floor(Math.log10(Math.abs(value)) + 1e-9) + decimals
    return value.toExponential(Math.min(Math.max(digits, 0), 20)).replace('e+', 'e')
  }
  return fixed(value, Math.max(decimals, 0))
}
