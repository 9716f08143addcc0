/** A sampler's plan run on plain arrays: what the denoising program computes, without tensors. */

import type { DenoisingPlan, Sum, Term } from '../../src/diffusion/samplers/plan.ts'

type Numbers = Float64Array

export interface PlainRun {
  readonly initial: ArrayLike<number>
  /** What the network says of x at t. */
  readonly model: (x: Numbers, t: number) => Numbers
  /** What evaluation 0, 1, ... of the network is followed by. */
  readonly noise?: (evaluation: number) => ArrayLike<number>
}

/** Sorted absolute values at a percentile, as numpy interpolates. */
function percentileOf(numbers: Numbers, percentile: number): number {
  const sorted = numbers.map(Math.abs).sort()
  const place = percentile * (sorted.length - 1)
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
  return below + (above - below) * (place % 1)
}

const clampTo = (limit: number) => (value: number) => Math.min(Math.max(value, -limit), limit)

/** Of one image, which all numbers are. */
const clippers = {
  none: (x0: Numbers) => x0,
  range: (x0: Numbers) => x0.map(clampTo(1)),
  dynamic: (x0: Numbers) => {
    const limit = Math.max(1, percentileOf(x0, 0.995))
    return x0.map(clampTo(limit)).map((value) => value / limit)
  },
} as const

/** x after each evaluation of the network, in double precision. */
export function runPlainly(plan: DenoisingPlan, { initial, model, noise }: PlainRun): Numbers[] {
  const zero = new Float64Array(initial.length)
  let registers = plan.next.map((_, k) => (k ? zero : Float64Array.from(initial)))
  return plan.steps.map(({ t, row }, step) => {
    const [x] = registers
    const values: Partial<Record<Term, Numbers>> = { x, output: model(x, t) }
    for (const [k, kept] of registers.slice(1).entries()) values[`history${k}`] = kept
    if (noise) values.noise = Float64Array.from(noise(step))
    const sum = ({ terms, columns }: Sum) =>
      zero.map((_, i) => {
        return terms.reduce((total, term, k) => total + row[columns[k]] * values[term]![i], 0)
      })
    if (plan.x0) values.x0 = clippers[plan.clip](sum(plan.x0))
    registers = plan.next.map(sum)
    return registers[0]
  })
}
