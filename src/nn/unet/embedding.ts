/** What a `unet` is conditioned on: the timestep, and the class where it has classes. */

import { InternalError } from '../../base/errors.ts'
import type { Tensor } from '../../engine/ops.ts'
import { add, addBias, pack, silu, sinusoidalEmbedding } from '../../engine/trace.ts'
import { embedding, linear, type Weights } from '../layers.ts'
import { parametersOf } from '../parameters.ts'
import type { UnetConfig } from './options.ts'

/** Rows (B, n) with a row each, or one (1, n) for all, added. */
function addEach(rows: Tensor, others: Tensor): Tensor {
  return others.shape[0] === rows.shape[0] ? add(rows, others) : addBias(rows, pack([others]))
}

/**
 * `time_embedding`, and `class_embedding` with a row per class and, mostly, one for "any class".
 * `apply` gives (B, timeDim), or (1, timeDim) where t is one for all and there are no classes; it
 * throws an InternalError where classes and labels do not come together.
 */
export function conditionEmbedding(config: UnetConfig) {
  const { widths, timeDim, classes, anyClass, cosinesFirst, frequencyShift: shift } = config
  const linear1 = linear('time_embedding.linear_1', widths[0], timeDim)
  const linear2 = linear('time_embedding.linear_2', timeDim, timeDim)
  const rows = classes + Number(anyClass)
  const ofClass = classes > 0 ? embedding('class_embedding', rows, timeDim) : undefined
  const layers = [linear1, linear2, ...(ofClass ? [ofClass] : [])]

  function apply(weights: Weights, t: Tensor, labels: Tensor | undefined): Tensor {
    if ((labels === undefined) !== (ofClass === undefined)) {
      throw new InternalError(`labels ${labels ? '' : 'not '}given to a unet of ${classes} classes`)
    }
    const sinusoids = sinusoidalEmbedding(t, widths[0], { shift, cosinesFirst })
    const time = linear2.apply(weights, silu(linear1.apply(weights, sinusoids)))
    if (!labels || !ofClass) return silu(time)
    return silu(addEach(ofClass.apply(weights, labels), time))
  }

  return { parameters: parametersOf(layers), apply }
}
