/** Images of any size and with alpha, as a set or a model wants them. */

import type { ImageSize } from '../base/image-size.ts'
import { hasAlpha, type Raster } from '../formats/raster.ts'
import { backgroundOf, onBackground } from './background.ts'
import type { ImagePreparation } from './preparation.ts'
import { toSize } from './resize.ts'

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
