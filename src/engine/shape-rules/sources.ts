/** Where tensors come from: leaves, tables, noise. */

import { InternalError } from '../../base/errors.ts'
import { sameShape, sizeOf } from '../../base/shape.ts'
import { demand, f32, type Rules } from './rule.ts'

function leaf(): never {
  throw new InternalError('a leaf states its own type')
}

export const sourceRules = {
  input: leaf,
  state: leaf,
  constant: leaf,
  view: leaf,
  sinusoidalEmbedding: (inputs, { dim }) => {
    const [t] = inputs
    const fits = t.dtype === 'i32' && t.shape.length === 1 && dim >= 4 && dim % 2 === 0
    demand(
      fits,
      'sinusoidalEmbedding',
      inputs,
      `timesteps (B) and an even dim of at least 4, not ${dim}`,
    )
    return f32([t.shape[0], dim])
  },
  embedding: (inputs) => {
    const [table, index] = inputs
    const fits = table.shape.length === 2 && index.dtype === 'i32' && index.shape.length === 1
    demand(fits, 'embedding', inputs, 'a table (T, n) and indices (B)')
    return f32([index.shape[0], table.shape[1]])
  },
  embeddingGradient: (inputs, { rows }) => {
    const [values, index] = inputs
    const matches = index.dtype === 'i32' && sameShape(index.shape, [values.shape[0]])
    const fits = values.shape.length === 2 && matches
    demand(fits, 'embeddingGradient', inputs, 'values (B, n) and indices (B)')
    return f32([rows, values.shape[1]])
  },
  randomNormal: (inputs, { shape }) => {
    const [origin, samples] = inputs
    const integers = origin.dtype === 'i32' && samples.dtype === 'i32'
    const fits = integers && sizeOf(origin.shape) === 3 && samples.shape.length === 1
    demand(fits, 'randomNormal', inputs, 'an origin (3) and sample numbers (B)')
    return f32([samples.shape[0], ...shape])
  },
} satisfies Partial<Rules>
