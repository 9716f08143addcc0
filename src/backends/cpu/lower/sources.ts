/** Sources of numbers as commands: table rows, embeddings, noise. */

import { sizeOf } from '../../../base/shape.ts'
import type { Tensor } from '../../../engine/ops.ts'
import { sizes } from '../layout.ts'
import type { Lowering, Operand } from './lowering.ts'

const FLOAT = 4

export const embedding: Lowering<'embedding'> = {
  emit(tensor, emitter) {
    const y = emitter.operand(tensor as Tensor)
    const [table, index] = tensor.inputs.map((input) => emitter.operand(input))
    emitter.command('embedding', {
      y: y.address,
      yPitch: y.pitch,
      table: table.address,
      tablePitch: table.pitch,
      tableRows: table.rows,
      index: index.address,
      count: y.rows,
      columns: y.columns,
    })
  },
}

export const embeddingGradient: Lowering<'embeddingGradient'> = {
  emit(tensor, emitter) {
    const y = emitter.operand(tensor as Tensor)
    const [values, index] = tensor.inputs.map((input) => emitter.operand(input))
    emitter.command('embeddingGradient', {
      y: y.address,
      yPitch: y.pitch,
      rows: y.rows,
      columns: y.columns,
      values: values.address,
      valuesPitch: values.pitch,
      index: index.address,
      count: values.rows,
    })
  },
}

/**
 * 10000^(-i / (half - shift)): Vaswani et al. 2017, with the notebook's shift of 1. Each as the sum
 * of two floats: rounded to one, an angle of 999 radians would be off by 6e-5.
 */
function frequencies(half: number, shift: number): Float32Array {
  const pairs = Array.from({ length: half }, (_, i) => {
    const frequency = Math.exp((-i * Math.log(10000)) / (half - shift))
    return [frequency, frequency - Math.fround(frequency)]
  })
  return Float32Array.from(pairs.flat())
}

export const sinusoidalEmbedding: Lowering<'sinusoidalEmbedding'> = {
  emit(tensor, emitter) {
    const y = emitter.operand(tensor as Tensor)
    const { dim, shift, cosinesFirst } = tensor.attributes
    const half = dim / 2
    emitter.command(
      'sinusoidalEmbedding',
      {
        y: y.address,
        yPitch: y.pitch,
        t: emitter.operand(tensor.inputs[0]).address,
        count: y.rows,
        frequencies: emitter.constant(frequencies(half, shift)),
        half,
        sines: cosinesFirst ? half * FLOAT : 0,
        cosines: cosinesFirst ? 0 : half * FLOAT,
      },
      { scratchBytes: 32 },
    )
  },
}

export const randomNormal: Lowering<'randomNormal'> = {
  emit(tensor, emitter) {
    const y = emitter.operand(tensor as Tensor)
    const [origin, samples] = tensor.inputs.map((input) => emitter.operand(input))
    const { stream, shape } = tensor.attributes
    emitter.command(
      'randomNormal',
      {
        y: y.address,
        // One number per sample has no channels: each is a row.
        yPitch: shape.length ? y.pitch : 4,
        columns: shape.length ? y.columns : 1,
        origin: origin.address,
        samples: samples.address,
        count: tensor.shape[0],
        elements: sizeOf(shape),
        stream,
      },
      { scratchBytes: sizes.NOISE_CHUNK * 4 + 64 },
    )
  },
}

/** The least random word that keeps an element: as many of 2^32 are below it as are dropped. */
const thresholdOf = (rate: number) => Math.min(Math.ceil(rate * 2 ** 32), 2 ** 32 - 1)

export const dropout: Lowering<'dropout'> = {
  emit(tensor, emitter) {
    const y = emitter.operand(tensor as Tensor)
    const [x, origin, samples] = tensor.inputs.map((input) => emitter.operand(input))
    const { rate, stream } = tensor.attributes
    const count = tensor.shape[0]
    // One number per sample has no channels: each is a row.
    const [columns, pitchOf] =
      tensor.shape.length > 1 ? [y.columns, (of: Operand) => of.pitch] : [1, () => 4]
    emitter.command(
      'dropout',
      {
        y: y.address,
        yPitch: pitchOf(y),
        x: x.address,
        xPitch: pitchOf(x),
        columns,
        origin: origin.address,
        samples: samples.address,
        count,
        elements: sizeOf(tensor.shape) / count,
        stream,
        threshold: thresholdOf(rate),
        scale: 1 / (1 - rate),
      },
      { scratchBytes: sizes.NOISE_CHUNK * 4 },
    )
  },
}
