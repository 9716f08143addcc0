/**
 * What a `unet` is conditioned on: the timestep, the class where it has classes, and while training how the
 * image was changed, where it takes that.
 */

import { InternalError } from '../../base/errors.ts'
import type { Tensor } from '../../engine/ops.ts'
import { add, addBias, pack, silu, sinusoidalEmbedding } from '../../engine/trace.ts'
import { embedding, linear, linearFromZero, type Weights } from '../layers.ts'
import { AUGMENT_LABELS, type Conditions } from '../network.ts'
import { parametersOf } from '../parameters.ts'
import type { UnetConfig } from './options.ts'
import { activations } from './pass.ts'

/** Rows (B, n) with a row each, or one (1, n) for all, added. */
function addEach(rows: Tensor, others: Tensor): Tensor {
  return others.shape[0] === rows.shape[0] ? add(rows, others) : addBias(rows, pack([others]))
}

/**
 * A linear map of how the image was changed, added to the sinusoids of the timestep: EDM's `map_augment`, as
 * its DhariwalUNet has it (Karras et al. 2022, appendix F.2).
 */
const augmentEmbedding = (width: number) =>
  linearFromZero('augment_embedding', AUGMENT_LABELS, width)

/**
 * `time_embedding`, and `class_embedding` with a row per class and, mostly, one for "any class".
 * `apply` gives (B, timeDim), or (1, timeDim) where t is one for all and there are no classes; it
 * throws an InternalError where classes and labels do not come together.
 */
export function conditionEmbedding(config: UnetConfig) {
  const act = activations[config.activation]
  const { widths, timeDim, classes, anyClass, cosinesFirst, frequencyShift: shift } = config
  const ofChange = config.augmentCondition ? augmentEmbedding(widths[0]) : undefined
  const linear1 = linear('time_embedding.linear_1', widths[0], timeDim)
  const linear2 = linear('time_embedding.linear_2', timeDim, timeDim)
  const rows = classes + Number(anyClass)
  const ofClass = classes > 0 ? embedding('class_embedding', rows, timeDim) : undefined
  const layers = [
    ...[linear1, linear2, ...(ofClass ? [ofClass] : [])],
    ...(ofChange ? [ofChange] : []),
  ]

  /** Of the timestep, and of a change where one is said. */
  function beginning(weights: Weights, t: Tensor, augmentation: Tensor | undefined): Tensor {
    const sinusoids = sinusoidalEmbedding(t, widths[0], { shift, cosinesFirst })
    if (!augmentation) return sinusoids
    if (!ofChange) throw new InternalError('a change of images is said to a unet that takes none')
    return addEach(ofChange.apply(weights, augmentation), sinusoids)
  }

  function apply(
    weights: Weights,
    t: Tensor,
    { labels, augmentation }: Pick<Conditions, 'labels' | 'augmentation'>,
  ): Tensor {
    if ((labels === undefined) !== (ofClass === undefined)) {
      throw new InternalError(`labels ${labels ? '' : 'not '}given to a unet of ${classes} classes`)
    }
    const first = linear1.apply(weights, beginning(weights, t, augmentation))
    const time = linear2.apply(weights, silu(first))
    if (!labels || !ofClass) return act(time)
    return act(addEach(ofClass.apply(weights, labels), time))
  }

  return { parameters: parametersOf(layers), apply }
}
