/** The options of a `unet`, what they are where they follow from others, and what does not fit together. */

import { fittingSizes, imageSizeOf, isMultiple, showSize, sidesOf } from '../../base/image-size.ts'
import {
  number,
  numbers,
  type OptionsOf,
  type Resolved,
  size,
  toggle,
  whole,
} from '../../base/option-specs.ts'
import { channelsOption, demandsOf, MOST, side, width } from '../options.ts'
import { foreignOptions, MOST_LEVELS } from './foreign-options.ts'

/** Blocks of a level: more than anyone trains. */
const MOST_LAYERS = 100
/** Fewer than diffusers' 32, which leave a group one channel where widths are small: docs/log.md. */
const USUAL_GROUPS = 8
const USUAL_HEAD = 32

export const unetOptions = {
  channels: channelsOption,
  imageSize: size({
    ...{ each: side, default: 28 },
    help: 'pixels a side of its images, or width and height, which must be halved from level to level',
  }),
  patch: whole({
    ...{ min: 1, max: 2, default: 2 },
    help: 'pixels a side of the squares that become channels inside of the network',
  }),
  widths: numbers({
    ...{ default: [32, 64], minLength: 1, maxLength: MOST_LEVELS, each: width },
    help: 'channels of each level, from the finest to the coarsest; the first is even and at least 4',
  }),
  layersPerBlock: whole({
    ...{ min: 1, max: MOST_LAYERS, default: 2, flag: 'layers' },
    help: 'residual blocks of a level on the down path; one more on the up path',
  }),
  attentionAt: numbers({
    ...{ maxLength: MOST_LEVELS, each: { whole: true, min: 0, max: MOST_LEVELS - 1 } },
    ...{ unset: 'the coarsest', flag: 'attention' },
    help: 'levels with attention after each residual block: 0 is the finest; none for no level',
  }),
  midAttention: toggle({ default: true, help: 'whether the middle has attention, too' }),
  headChannels: whole({
    ...{ min: 1, max: MOST },
    unset: `the largest number up to ${USUAL_HEAD} that divides the widths with attention`,
    help: 'channels of an attention head; divides the widths with attention',
  }),
  groups: whole({
    ...{ min: 1, max: MOST },
    unset: `the largest number up to ${USUAL_GROUPS} that divides the widths`,
    help: 'groups of a normalisation; divides the widths',
  }),
  epsilon: number({
    ...{ above: 0, below: 1, default: 1e-5 },
    help: 'what a normalisation adds to the variance',
  }),
  classes: whole({ min: 0, max: MOST, default: 0, help: 'how many classes it knows; 0 for none' }),
  dropout: number({
    ...{ min: 0, below: 1, default: 0 },
    help: 'share of numbers that each residual block drops while training',
  }),
  anyClass: toggle({
    default: true,
    help: 'whether the class embedding has a row for "any class" after those of the classes, which guidance needs; models of other programs have none',
  }),
  augmentCondition: toggle({
    default: false,
    help: 'whether training says to the network how each image was changed, so that samples are as the images are',
  }),
  timeDim: whole({
    ...{ min: 1, max: MOST, unset: '4 times the finest width' },
    help: 'length of its time embedding',
  }),
  cosinesFirst: toggle({
    default: true,
    help: 'whether the cosines of the time embedding come before its sines',
  }),
  frequencyShift: whole({
    ...{ min: 0, max: 1, default: 0 },
    help: 'how the frequencies of the time embedding are spaced: 1 for the last at 1/10000, as in Transformer implementations',
  }),
  ...foreignOptions,
}

/** Of `unet`. */
export type UnetOptions = OptionsOf<typeof unetOptions>

type Given = Resolved<typeof unetOptions>

/** All options, none of them unset. */
export type UnetConfig = { readonly [Name in keyof Given]: NonNullable<Given[Name]> }

/** The largest number up to `most` that divides all widths. */
export function commonDivisor(widths: readonly number[], most: number): number {
  let divisor = most
  while (widths.some((width) => width % divisor !== 0)) divisor--
  return divisor
}

/** The widths with attention, the middle's among them. */
function attending(given: Attention): number[] {
  const { widths, attentionAt, upAttentionAt, middle, midAttention } = given
  const last = middle && midAttention ? widths.slice(-1) : []
  const others = upAttentionAt.filter((level) => !attentionAt.includes(level))
  return [...[...attentionAt, ...others].map((level) => widths[level]), ...last]
}

type Attention = Pick<
  UnetConfig,
  'widths' | 'attentionAt' | 'upAttentionAt' | 'middle' | 'midAttention'
>

/** What divides the image size: patches, halved from level to level. */
export const imageStep = ({ patch, widths }: Pick<UnetConfig, 'patch' | 'widths'>): number =>
  patch * 2 ** (widths.length - 1)

function checkImageSize({ imageSize, patch, widths }: UnetConfig): void {
  const step = imageStep({ patch, widths })
  const near = fittingSizes(imageSize, step).map(showSize).join(' or ')
  const why = `${widths.length} widths and patches of ${patch}, such as ${near}, or fewer widths`
  const divides = isMultiple(imageSize, step)
  demandsOf('unet')('imageSize', showSize(imageSize), divides, `multiples of ${step} with ${why}`)
}

function checkDivisions(config: UnetConfig): void {
  const demand = demandsOf('unet')
  const { widths, groups, headChannels } = config
  const divides = widths.every((width) => width % groups === 0)
  demand('groups', groups, divides, `a number that divides the widths ${widths.join(', ')}`)
  const wide = attending(config)
  const fits = config.oneHead || wide.every((width) => width % headChannels === 0)
  const divisors = `a number that divides the widths with attention: ${wide.join(', ')}`
  demand('headChannels', headChannels, fits, divisors)
  const { midGroups } = config
  const last = widths[widths.length - 1]
  const even = midGroups === 0 || last % midGroups === 0
  demand('midGroups', midGroups, even, `0, or a number that divides the width ${last}`)
}

type Levels = Pick<
  UnetConfig,
  'widths' | 'attentionAt' | 'upAttentionAt' | 'residualDownAt' | 'residualUpAt'
>

function checkLevels({ widths, ...lists }: Levels): void {
  const demand = demandsOf('unet')
  // the finest width is the length of the sinusoids, too
  const usable = widths[0] % 2 === 0 && widths[0] > 2
  demand('widths', widths.join(', '), usable, 'numbers, the first of them even and at least 4')
  for (const [name, list] of Object.entries(lists)) {
    const known = list.every((level) => level in widths)
    demand(name, list, known, `levels from 0 to ${widths.length - 1}`)
  }
}

/**
 * All options, with what follows from others where they are unset.
 * @throws {DdpmError} `architecture.option-invalid`
 */
export function unetConfig(given: Given): UnetConfig {
  const { widths, attentionAt = [widths.length - 1], upAttentionAt = attentionAt } = given
  const { residualDownAt, residualUpAt } = given
  checkLevels({ widths, attentionAt, upAttentionAt, residualDownAt, residualUpAt })
  const wide = attending({ ...given, attentionAt, upAttentionAt })
  const {
    headChannels = commonDivisor(wide, USUAL_HEAD),
    groups = commonDivisor(widths, USUAL_GROUPS),
    timeDim = 4 * widths[0],
  } = given
  const { midGroups = given.scaleShift ? 0 : groups } = given
  const imageSize = imageSizeOf(sidesOf(given.imageSize))
  const derived = { attentionAt, upAttentionAt, headChannels, groups, midGroups, timeDim }
  const config = { ...given, imageSize, ...derived }
  checkImageSize(config)
  checkDivisions(config)
  return config
}

/** From what learns fast to what learns more. */
export const unetSizes = {
  small: { widths: [16, 32] },
  medium: { widths: [32, 64] },
  large: { widths: [64, 128] },
} as const

/** Options that files say only where they are unusual: older programs read the files of usual models. */
export function laterOptions(config: UnetConfig): Partial<UnetConfig> {
  const { attentionAt, groups, scaleShift } = config
  const defaults = Object.entries(foreignOptions).map(([name, spec]) => {
    return [name, 'default' in spec ? spec.default : undefined] as const
  })
  return {
    ...Object.fromEntries(defaults),
    ...{ anyClass: true, augmentCondition: false },
    ...{ upAttentionAt: attentionAt, midGroups: scaleShift ? 0 : groups },
  }
}
