/** Ops that bring numbers in: the time embedding, rows of a table, noise. */

import { InternalError } from '../../engine/errors.ts'
import { normalNoise } from '../../engine/random.ts'
import { sizeOf } from '../../engine/shape.ts'
import type { Kernel } from './kernel.ts'
import { fill, indexOf, rowStart } from './values.ts'

/**
 * sin || cos of t f_i, f_i = 10000^(-i / (dim/2 - 1)): the notebook's SinusoidalPositionEmbedding.
 * Angles are not rounded to float32, unlike PyTorch's: they reach 999 radians.
 */
export const sinusoidalEmbedding: Kernel<'sinusoidalEmbedding'> = ({ inputs: [t], output }) => {
  const half = output.width / 2
  const frequency = (i: number) => Math.exp((-i * Math.log(10000)) / (half - 1))
  fill(output, (sample, c) => {
    const angle = t.data[indexOf(t, sample)] * frequency(c % half)
    return c < half ? Math.sin(angle) : Math.cos(angle)
  })
}

export const gatherRows: Kernel<'gatherRows'> = ({ inputs: [table, index], output }) => {
  fill(output, (sample, c) => {
    const row = index.data[indexOf(index, sample)]
    if (row < 0 || row >= table.rows) {
      throw new InternalError(`gatherRows: no row ${row} in a table of ${table.rows}`)
    }
    return table.data[rowStart(table, row) + c]
  })
}

export const randomNormal: Kernel<'randomNormal'> = ({ tensor, inputs, output }) => {
  const { stream, shape } = tensor.attributes
  const [origin, samples] = inputs
  const [keyLow, keyHigh, step] = [0, 1, 2].map((i) => origin.data[indexOf(origin, i)])
  const seed = (keyLow >>> 0) + (keyHigh >>> 0) * 2 ** 32
  const noises = Array.from({ length: samples.width }, (_, b) => {
    const sample = samples.data[samples.offset + b]
    return normalNoise(new Float32Array(sizeOf(shape)), seed, stream, sample, step)
  })
  fill(output, (row, c) => {
    const element = row * output.width + c
    return noises[Math.floor(element / sizeOf(shape))][element % sizeOf(shape)]
  })
}
