/** Ops that bring numbers in: the time embedding, rows of a table, noise. */

import { sizeOf } from '../../base/shape.ts'
import { engineError } from '../../engine/errors.ts'
import { normalNoise, RandomStream } from '../../engine/random.ts'
import type { Kernel } from './kernel.ts'
import { fill, indexOf, rowStart, type Values } from './values.ts'

/**
 * sin || cos of t f_i, f_i = 10000^(-i / (dim/2 - shift)), with shift 1 the notebook's
 * SinusoidalPositionEmbedding. Angles are not rounded to float32, unlike PyTorch's: they reach 999
 * radians.
 */
export const sinusoidalEmbedding: Kernel<'sinusoidalEmbedding'> = ({ tensor, inputs, output }) => {
  const { shift, cosinesFirst } = tensor.attributes
  const [t] = inputs
  const half = output.width / 2
  const frequency = (i: number) => Math.exp((-i * Math.log(10000)) / (half - shift))
  fill(output, (sample, c) => {
    const angle = t.data[indexOf(t, sample)] * frequency(c % half)
    return c < half === cosinesFirst ? Math.cos(angle) : Math.sin(angle)
  })
}

export const embedding: Kernel<'embedding'> = ({ inputs: [table, index], output }) => {
  fill(output, (sample, c) => {
    const row = index.data[indexOf(index, sample)]
    if (row < 0 || row >= table.rows) {
      throw engineError('job.index-outside', { op: 'embedding', index: row, count: table.rows })
    }
    return table.data[rowStart(table, row) + c]
  })
}

export const embeddingGradient: Kernel<'embeddingGradient'> = ({
  inputs: [values, index],
  output,
}) => {
  fill(output, (target, c) => {
    let sum = 0
    for (let row = 0; row < values.rows; row++) {
      if (index.data[indexOf(index, row)] === target) sum += values.data[rowStart(values, row) + c]
    }
    return sum
  })
}

/** The seed and the step in an origin: key low, key high, step. */
function seedAndStep(origin: Values): { seed: number; step: number } {
  const [keyLow, keyHigh, step] = [0, 1, 2].map((i) => origin.data[indexOf(origin, i)])
  return { seed: (keyLow >>> 0) + (keyHigh >>> 0) * 2 ** 32, step }
}

export const dropout: Kernel<'dropout'> = ({ tensor, inputs: [x, origin, samples], output }) => {
  const { rate, stream } = tensor.attributes
  const { seed, step } = seedAndStep(origin)
  const rows = output.rows / samples.width
  for (let b = 0; b < samples.width; b++) {
    const random = new RandomStream(seed, stream, samples.data[samples.offset + b], step)
    for (let row = b * rows; row < (b + 1) * rows; row++) {
      const [from, to] = [rowStart(x, row), rowStart(output, row)]
      for (let c = 0; c < output.width; c++) {
        const kept = random.nextFloat() >= rate
        output.data[to + c] = kept ? x.data[from + c] / (1 - rate) : 0
      }
    }
  }
}

export const randomNormal: Kernel<'randomNormal'> = ({ tensor, inputs, output }) => {
  const { stream, shape } = tensor.attributes
  const [origin, samples] = inputs
  const { seed, step } = seedAndStep(origin)
  const noises = Array.from({ length: samples.width }, (_, b) => {
    const sample = samples.data[samples.offset + b]
    return normalNoise(new Float32Array(sizeOf(shape)), seed, stream, sample, step)
  })
  fill(output, (row, c) => {
    const element = row * output.width + c
    return noises[Math.floor(element / sizeOf(shape))][element % sizeOf(shape)]
  })
}
