/** Built-in images to begin with: ten, one of each class, like those that a model has learnt from. */

import { type BuiltInName, smallest } from '../compute/built-in.ts'
import { ask } from '../compute/client.ts'
import type { Images, ModelInfo } from '../compute/protocol.ts'
import { placed } from './placed.ts'

type Learnt = Pick<ModelInfo, 'imageShape' | 'preparation'>

/** Sprites for models of colour, handwritten digits for others. */
export const kindFor = ({ imageShape: [, , channels] }: Learnt): BuiltInName =>
  channels > 2 ? 'sprites' : 'digits'

/** As the model takes them. @param seed of digits a handwriting */
export async function tenExamples(model: Learnt, seed: number): Promise<Images> {
  const { imageShape, preparation } = model
  const name = kindFor(model)
  const [height, width, channels] = imageShape
  const least = smallest[name]
  const images = await ask('examples', {
    ...{ name, seed, channels, background: preparation?.background ?? 'white' },
    imageSize: { width: Math.max(least, width), height: Math.max(least, height) },
  })
  return placed(images, imageShape)
}
