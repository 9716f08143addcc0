/** Images of any size and with alpha, as a set or a model wants them. */

import type { ImageSize } from '../base/image-size.ts'
import { hasAlpha, type Raster } from '../formats/raster.ts'
import { backgroundOf, backgroundSpec, onBackground } from './background.ts'
import { type Fit, type Resize, resizeSpecs, toSize } from './resize.ts'

/** How images were brought to the size of a set or a model: what a set remembers, and its model. */
export interface ImagePreparation {
  /** What is behind transparent pixels, and around images that are padded. Default `white`. */
  readonly background?: string | undefined
  /** What becomes of images of other proportions. Default `crop`. */
  readonly fit?: Fit | undefined
  /** Default `area`. */
  readonly resize?: Resize | undefined
}

export interface Preparation extends ImagePreparation {
  /** As it is where none is given. */
  readonly imageSize?: ImageSize | undefined
}

/** @throws {DdpmError} `option.out-of-range` for a background that is not a colour */
export function prepareImage(image: Raster, { imageSize, ...given }: Preparation): Raster {
  if (imageSize === undefined && !hasAlpha(image.channels)) return image
  const background = backgroundOf(given.background)
  const flat = onBackground(image, background)
  if (imageSize === undefined) return flat
  return onBackground(toSize(flat, imageSize, given), background)
}

/** With what holds where nothing was said, so that it holds for ever. */
export const preparationOf = ({ background, fit, resize }: ImagePreparation): ImagePreparation => ({
  background: background ?? backgroundSpec.default,
  fit: fit ?? resizeSpecs.fit.default,
  resize: resize ?? resizeSpecs.resize.default,
})
