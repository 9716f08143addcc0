/** Ops that overwrite states. */

import type { Kernel } from './kernel.ts'
import { elementsOf, fill, rowStart } from './values.ts'

export const assign: Kernel<'assign'> = ({ inputs: [state, value], output }) => {
  for (const target of [state, output]) {
    fill(target, (row, c) => value.data[rowStart(value, row) + c])
  }
}

/**
 * Adam (Kingma and Ba 2015) as PyTorch computes it:
 * m += (g - m)(1 - beta1), v = beta2 v + (1 - beta2) g^2, p -= row0 m / (sqrt(v) / row1 + epsilon)
 * with row = [lr / (1 - beta1^t), sqrt(1 - beta2^t)]. Everything is flat and contiguous.
 */
export const adam: Kernel<'adam'> = ({ tensor, inputs, output }) => {
  const { beta1, beta2, epsilon } = tensor.attributes
  const [p, g, m, v, row, ...guards] = inputs
  const steps = guards.every((guard) => [...elementsOf(guard)].every(Number.isFinite))
  fill(output, () => (steps ? 1 : 0))
  if (!steps) return
  const [stepSize, correction] = elementsOf(row)
  for (let i = 0; i < g.rows * g.width; i++) {
    const gradient = g.data[g.offset + i]
    m.data[m.offset + i] += (gradient - m.data[m.offset + i]) * (1 - beta1)
    v.data[v.offset + i] = beta2 * v.data[v.offset + i] + (1 - beta2) * gradient ** 2
    const scale = Math.sqrt(v.data[v.offset + i]) / correction + epsilon
    p.data[p.offset + i] -= (stepSize * m.data[m.offset + i]) / scale
  }
}
