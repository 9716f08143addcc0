/** Images changed while training, so that few of them teach more, and the numbers that say how. */

import { RandomStream, streams } from '../engine/random.ts'
import { AUGMENT_LABELS, type ImageShape } from '../nn/network.ts'
import { type ColourChange, changeColours } from './augment-colour.ts'
import { type Crop, drawCrop } from './augment-crop.ts'
import type { Recipe } from './recipe.ts'

/** What of a recipe changes images, and the seed. */
export type Augmentation = Pick<
  Recipe,
  'seed' | 'augmentFlip' | 'augmentShift' | 'augmentCrop' | 'augmentColour' | 'augmentProbability'
>

/** How one image is changed. */
interface Change {
  readonly crop: Crop
  readonly colours: ColourChange | undefined
}

type Changes = Partial<Omit<Augmentation, 'seed' | 'augmentProbability'>>

/** The options by which images change, those that are off as 0 or false. */
export const changesIn = ({ augmentFlip, augmentShift, augmentCrop, augmentColour }: Changes) => ({
  ...{ augmentFlip, augmentShift, augmentCrop, augmentColour },
})

/** Whether images are changed at all. */
export const isAugmented = (recipe: Changes): boolean =>
  Object.values(changesIn(recipe)).some(Boolean)

/** Draws a change; what is off draws nothing, but for the first three numbers. */
function drawChange(
  random: RandomStream,
  recipe: Augmentation,
  [height, width]: ImageShape,
): Change {
  const { augmentFlip, augmentShift, augmentCrop, augmentColour, augmentProbability } = recipe
  const isMade = () => augmentProbability === 1 || random.nextFloat() < augmentProbability
  const flip = random.nextInt(2) === 1 && augmentFlip
  const distance = () => random.nextInt(2 * augmentShift + 1) - augmentShift
  const moved = [distance(), distance()]
  const [dx, dy] = augmentShift > 0 && isMade() ? moved : [0, 0]
  const isCropped = augmentCrop > 0 && isMade()
  const cut = isCropped ? augmentCrop * random.nextFloat() : 0
  const place = (size: number) => (isCropped ? (random.nextFloat() - 0.5) * cut * size : 0)
  const crop = { flip, side: 1 - cut, x: place(width) - dx, y: place(height) - dy }
  if (augmentColour === 0) return { crop, colours: undefined }
  const strength = () => (isMade() ? augmentColour * (2 * random.nextFloat() - 1) : 0)
  const [brightness, contrast, hue, saturation] = [strength(), strength(), strength(), strength()]
  return { crop, colours: { brightness, contrast, hue, saturation } }
}

/** Numbers of about one for usual changes, all 0 for none: what is added to the embedding. */
const SIDE_SCALE = 5
const PLACE_SCALE = 8
const COLOUR_SCALE = 10

function labelsOf({ crop, colours }: Change, [height, width]: ImageShape): number[] {
  const { flip, side, x, y } = crop
  const { brightness = 0, contrast = 0, hue = 0, saturation = 0 } = colours ?? {}
  return [
    ...[Number(flip), SIDE_SCALE * (1 - side)],
    ...[(PLACE_SCALE * x) / width, (PLACE_SCALE * y) / height],
    ...[brightness, contrast, hue, saturation].map((value) => COLOUR_SCALE * value),
  ]
}

/**
 * Changes each image of a batch (B, H, W, C) in place, as a function of (seed, step, its place in the batch):
 * a resumed run and other ranks change it alike. Mirrored half of the time; moved by up to `augmentShift`
 * pixels along each axis, cropped and varied in colour, each with `augmentProbability`.
 * @param first the place of the first image in the whole batch
 * @returns (B, AUGMENT_LABELS), what a network with `augmentCondition` gets; zeros for no change
 */
export function augment(
  batch: Float32Array,
  shape: ImageShape,
  recipe: Augmentation,
  { first, step }: { readonly first: number; readonly step: number },
): Float32Array {
  const size = shape[0] * shape[1] * shape[2]
  const labels = new Float32Array((batch.length / size) * AUGMENT_LABELS)
  if (!isAugmented(recipe)) return labels
  const original = new Float32Array(size)
  for (let start = 0, i = 0; start < batch.length; start += size, i++) {
    const random = new RandomStream(recipe.seed, streams.imageChange, first + i, step)
    const change = drawChange(random, recipe, shape)
    const image = batch.subarray(start, start + size)
    original.set(image)
    drawCrop(image, original, shape, change.crop)
    if (change.colours) changeColours(image, shape[2], change.colours)
    labels.set(labelsOf(change, shape), i * AUGMENT_LABELS)
  }
  return labels
}
