/** The options of a `lucid-unet`, and what they are where they follow from others. */

import { fittingSizes, imageSizeOf, isMultiple, showSize, sidesOf } from '../../base/image-size.ts'
import { numbers, type OptionsOf, type Resolved, size, whole } from '../../base/option-specs.ts'
import { channelsOption, demandsOf, MOST, side, width } from '../options.ts'

const MOST_LEVELS = 16

export const lucidUnetOptions = {
  channels: channelsOption,
  imageSize: size({
    ...{ each: side, default: 32 },
    help: 'pixels a side of its images, or width and height, which must be halved from level to level',
  }),
  widths: numbers({
    ...{ default: [64, 128, 256, 512], minLength: 1, maxLength: MOST_LEVELS, each: width },
    help: 'channels of each level, from the finest to the coarsest',
  }),
  baseWidth: whole({
    ...{ min: 4, max: MOST, multipleOf: 2, unset: 'the finest width' },
    help: 'length of the sinusoids of the timestep; a quarter of the length of its embedding',
  }),
  initialWidth: whole({
    ...{ min: 1, max: MOST, unset: 'the base width' },
    help: 'channels after the first convolution',
  }),
  heads: whole({ min: 1, max: MOST, default: 4, help: 'heads of each attention' }),
  headChannels: whole({ min: 1, max: MOST, default: 32, help: 'channels of an attention head' }),
  memory: whole({
    ...{ min: 1, max: MOST, default: 4 },
    help: 'learned keys and values of each attention, beside those of the pixels',
  }),
  fullAttentionAt: numbers({
    ...{ maxLength: MOST_LEVELS, each: { whole: true, min: 0, max: MOST_LEVELS - 1 } },
    unset: 'the coarsest',
    help: 'levels with full attention: 0 is the finest; the others have linear attention',
  }),
}

/** Of `lucidUnet`. */
export type LucidUnetOptions = OptionsOf<typeof lucidUnetOptions>

type Given = Resolved<typeof lucidUnetOptions>

/** All options, none of them unset. */
export type LucidUnetConfig = { readonly [Name in keyof Given]: NonNullable<Given[Name]> }

/** What divides the image size: it is halved from level to level. */
export const imageStep = ({ widths }: Pick<LucidUnetConfig, 'widths'>): number =>
  2 ** (widths.length - 1)

/**
 * All options, with what follows from others where they are unset.
 * @throws {DdpmError} `architecture.option-invalid`
 */
export function lucidUnetConfig(given: Given): LucidUnetConfig {
  const demand = demandsOf('lucid-unet')
  const { widths } = given
  const { baseWidth = widths[0], fullAttentionAt = [widths.length - 1] } = given
  const usable = baseWidth % 2 === 0 && baseWidth >= 4
  demand('baseWidth', baseWidth, usable, 'an even number from 4')
  const levels = fullAttentionAt.every((level) => level in widths)
  demand('fullAttentionAt', fullAttentionAt, levels, `levels from 0 to ${widths.length - 1}`)
  const imageSize = imageSizeOf(sidesOf(given.imageSize))
  const step = imageStep({ widths })
  const near = fittingSizes(imageSize, step).map(showSize).join(' or ')
  const range = `multiples of ${step} with ${widths.length} widths, such as ${near}, or fewer widths`
  demand('imageSize', showSize(imageSize), isMultiple(imageSize, step), range)
  const { initialWidth = baseWidth } = given
  return { ...given, imageSize, baseWidth, initialWidth, fullAttentionAt }
}
