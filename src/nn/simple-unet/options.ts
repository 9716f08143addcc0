/** The options of a `simple-unet`. */

import { numbers, type OptionsOf, type Resolved, size, whole } from '../../base/option-specs.ts'
import { channelsOption, MOST, side, width } from '../options.ts'

export const simpleUnetOptions = {
  channels: channelsOption,
  widths: numbers({
    ...{ default: [64, 128, 256], minLength: 3, maxLength: 3, each: width },
    help: 'channels at full, half and quarter resolution',
  }),
  imageSize: size({
    ...{ each: { ...side, min: 4, multipleOf: 4 }, default: 28 },
    help: 'pixels a side of its images, or width and height',
  }),
  timeDim: whole({
    ...{ min: 4, max: MOST, multipleOf: 2, default: 256 },
    help: 'length of its time embedding',
  }),
}

/** Of `simpleUnet`; the defaults are the notebook's. */
export type SimpleUnetOptions = OptionsOf<typeof simpleUnetOptions>
export type SimpleUnetConfig = Resolved<typeof simpleUnetOptions>

/** From what learns fast to what learns more. */
export const simpleUnetSizes = {
  small: { widths: [16, 32, 64] },
  medium: { widths: [32, 64, 128] },
  large: { widths: [64, 128, 256] },
} as const
