/** Activations by exponentials, and their derivatives. */

import type { Kernel } from './kernel.ts'
import { fill, rowStart } from './values.ts'

type Curve = (x: number) => number

const sigmoid: Curve = (x) => 1 / (1 + Math.exp(-x))

/** x sigmoid(x) */
export const siluValue: Curve = (x) => x * sigmoid(x)

/** Its derivative: s (1 + x (1 - s)), s = sigmoid(x). */
export function siluSlope(x: number): number {
  const s = sigmoid(x)
  return s * (1 + x * (1 - s))
}

/** tanh(log(1 + e^x)) */
const mishGate: Curve = (x) => Math.tanh(Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))))

const mishValue: Curve = (x) => x * mishGate(x)

function mishSlope(x: number): number {
  const gate = mishGate(x)
  return gate + x * ((1 - gate * gate) * sigmoid(x))
}

/** The density of the normal distribution. */
const density: Curve = (x) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)

/** Beyond this the distribution function is 0 or 1 within float64. */
const END = 9

/** The normal distribution function: 1/2 + density (x + x^3 / 3 + x^5 / (3 5) + ...), Marsaglia 2004. */
function distribution(x: number): number {
  if (Math.abs(x) > END) return x < 0 ? 0 : 1
  let sum = 0
  let term = x
  for (let n = 1; Math.abs(term) > Number.EPSILON * Math.abs(sum); n += 2) {
    sum += term
    term *= (x * x) / (n + 2)
  }
  return Number.isNaN(x) ? x : 0.5 + density(x) * sum
}

const geluValue: Curve = (x) => x * distribution(x)
const geluSlope: Curve = (x) => distribution(x) + x * density(x)

const valuesOf =
  (value: Curve): Kernel<'silu' | 'mish' | 'gelu'> =>
  ({ inputs: [x], output }) => {
    fill(output, (row, c) => value(x.data[rowStart(x, row) + c]))
  }

const gradientOf =
  (slope: Curve): Kernel<'siluGradient' | 'mishGradient' | 'geluGradient'> =>
  ({ inputs: [dy, x], output }) => {
    fill(output, (row, c) => {
      return dy.data[rowStart(dy, row) + c] * slope(x.data[rowStart(x, row) + c])
    })
  }

export const silu = valuesOf(siluValue)
export const siluGradient = gradientOf(siluSlope)
export const mish = valuesOf(mishValue)
export const mishGradient = gradientOf(mishSlope)
export const gelu = valuesOf(geluValue)
export const geluGradient = gradientOf(geluSlope)
