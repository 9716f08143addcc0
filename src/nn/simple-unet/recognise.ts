/** A `simple-unet`'s options from the names and shapes of its weights, as PyTorch saves the notebook's. */

import type { WeightShapes } from '../definition.ts'
import type { SimpleUnetOptions } from './options.ts'

/** The image size is not in the weights: 28 is assumed. */
export function recogniseSimpleUnet(shapes: WeightShapes): SimpleUnetOptions | undefined {
  const [first, second, third] = ['conv1', 'conv2', 'conv3'].map((name) => {
    return shapes.get(`${name}.weight`)
  })
  const timeDim = shapes.get('time_mlp.1.weight')?.[0]
  if (!first || !second || !third || !timeDim || first.length !== 4) return undefined
  return { channels: first[1], widths: [first[0], second[0], third[0]], timeDim }
}
