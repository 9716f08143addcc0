/** What cannot be drawn, by code. */

import { type ErrorCatalog, errorsOf } from '../base/errors.ts'
import { showShape } from '../base/shape.ts'

export const imagesErrors = {
  'drawing.size-invalid': ({
    option,
    value,
    least,
  }: {
    option: string
    value: unknown
    least: number
  }) => `${option} is ${value}: use a whole number of at least ${least}`,
  'drawing.shape-invalid': ({ shape }: { shape: readonly number[] }) =>
    `images of shape ${showShape(shape)} cannot be drawn: use (N, H, W, C) with C 1 to 4`,
  'drawing.no-frames': () => 'there are no frames to draw: give at least one',
  'drawing.frames-differ': () => 'the frames differ in shape: give frames that are alike',
  'drawing.image-labels-mismatch': ({ images, labels }: { images: number; labels: number }) =>
    `there are ${labels} labels for ${images} images: give one for each`,
  'drawing.labels-mismatch': ({ frames, labels }: { frames: number; labels: number }) =>
    `there are ${labels} labels for ${frames} frames: give one for each`,
} satisfies ErrorCatalog

export const imagesError = errorsOf(imagesErrors)
