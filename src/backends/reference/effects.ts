/** Ops that overwrite states. */

import type { Kernel } from './kernel.ts'
import { elementsOf, fill, rowStart, type Values } from './values.ts'

export const assign: Kernel<'assign'> = ({ inputs: [state, value], output }) => {
  for (const target of [state, output]) {
    fill(target, (row, c) => value.data[rowStart(value, row) + c])
  }
}

const allFinite = (guards: readonly Values[]) =>
  guards.every((guard) => [...elementsOf(guard)].every(Number.isFinite))

/** What gradients are multiplied by so that their norm keeps a limit: PyTorch's clip_grad_norm_. */
function clipScale(maxNorm: number | undefined, squares: Values | undefined): number {
  if (maxNorm === undefined || squares === undefined) return 1
  return Math.min(1, maxNorm / (Math.sqrt(squares.data[squares.offset]) + 1e-6))
}

/**
 * AdamW (Kingma and Ba 2015; Loshchilov and Hutter 2019) as PyTorch computes it:
 * m += (g - m)(1 - beta1), v = beta2 v + (1 - beta2) g^2,
 * p = row2 p - row0 m / (sqrt(v) / row1 + epsilon), average = p + (average - p) row3,
 * with the row of `adamRow`. Everything is flat and contiguous.
 */
export const adam: Kernel<'adam'> = ({ tensor, inputs, output }) => {
  const { beta1, beta2, epsilon, maxNorm, average: averages } = tensor.attributes
  const [p, g, m, v, row, ...rest] = inputs
  const average = averages ? rest.shift() : undefined
  const steps = allFinite(rest)
  fill(output, () => (steps ? 1 : 0))
  if (!steps) return
  const [stepSize, correction, kept, averageDecay] = elementsOf(row)
  const clip = clipScale(maxNorm, rest[0])
  for (let i = 0; i < g.rows * g.width; i++) {
    const gradient = clip * g.data[g.offset + i]
    m.data[m.offset + i] += (gradient - m.data[m.offset + i]) * (1 - beta1)
    v.data[v.offset + i] = beta2 * v.data[v.offset + i] + (1 - beta2) * gradient ** 2
    const scale = Math.sqrt(v.data[v.offset + i]) / correction + epsilon
    const change = (stepSize * m.data[m.offset + i]) / scale
    p.data[p.offset + i] = kept * p.data[p.offset + i] - change
  }
  if (average) follow(average, p, averageDecay)
}

/**
 * m += (g - m)(1 - beta), p = row1 p - rate row0 direction, average = p + (average - p) row2. Everything
 * is contiguous.
 */
export const descend: Kernel<'descend'> = ({ tensor, inputs, output }) => {
  const { beta, rate, maxNorm, average: averages } = tensor.attributes
  const [p, direction, m, g, row, ...rest] = inputs
  const average = averages ? rest.shift() : undefined
  const steps = allFinite(rest)
  fill(output, () => (steps ? 1 : 0))
  if (!steps) return
  const [stepSize, kept, averageDecay] = elementsOf(row)
  const clip = clipScale(maxNorm, rest[0])
  for (let i = 0; i < p.rows * p.width; i++) {
    const gradient = clip * g.data[g.offset + i]
    m.data[m.offset + i] += (gradient - m.data[m.offset + i]) * (1 - beta)
    const change = stepSize * rate * direction.data[direction.offset + i]
    p.data[p.offset + i] = kept * p.data[p.offset + i] - change
  }
  if (average) follow(average, p, averageDecay)
}

/** Moves the EMA towards the new numbers: onto them where the decay is 0. */
function follow(average: Values, { data, offset, rows, width }: Values, kept: number): void {
  for (let i = 0; i < rows * width; i++) {
    const [past, now] = [average.data[average.offset + i], data[offset + i]]
    average.data[average.offset + i] = now + (past - now) * kept
  }
}
