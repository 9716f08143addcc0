/** The options by which images are brought to one size and background, of every source that has them. */

import { backgroundSpec } from './background.ts'
import { resizeSpecs } from './preparation.ts'
import { imageSizeOption } from './source.ts'

export const preparationSpecs = {
  ...{ imageSize: imageSizeOption, ...resizeSpecs, background: backgroundSpec },
} as const
