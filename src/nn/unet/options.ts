/** The options of a `unet`: their defaults, and what is refused. */

import { aCount, checkKinds, demandsOf, isCount, type Kind } from '../options.ts'

/** Of `unet`. */
export interface UnetOptions {
  /** Image channels. Default 1. */
  readonly channels?: number
  /** Height and width; must divide by `patch` and then be halved from level to level. Default 28. */
  readonly imageSize?: number
  /** Squares of so many pixels a side are channels inside of the network: 1 or 2. Default 2. */
  readonly patch?: number
  /** Channels of each level, from the finest to the coarsest. Default 32, 64. */
  readonly widths?: readonly number[]
  /** Residual blocks of a level on the down path; one more on the up path. Default 2. */
  readonly layersPerBlock?: number
  /** Levels that attend after each residual block; 0 is the finest. Default the coarsest. */
  readonly attentionAt?: readonly number[]
  /** Whether the middle attends, too. Default true. */
  readonly midAttention?: boolean
  /** Channels of an attention head; divides the widths that attend. Default 8. */
  readonly headChannels?: number
  /** Groups of a normalisation. Default the largest number up to 8 that divides the widths. */
  readonly groups?: number
  /** What a normalisation adds to the variance. Default 1e-5. */
  readonly epsilon?: number
  /** How many classes it knows; 0 for none. Default 0. */
  readonly classes?: number
  /**
   * Whether the class embedding has a row for "any class" after those of the classes, which guidance
   * needs. Default true; models of other programs have none.
   */
  readonly anyClass?: boolean
  /** Share of numbers that each residual block drops while training, in [0, 1). Default 0. */
  readonly dropout?: number
  /** Length of the time embedding. Default 4 times the finest width. */
  readonly timeDim?: number
  /** Whether the sinusoids' cosines come before their sines. Default true. */
  readonly cosinesFirst?: boolean
  /** How the sinusoids' frequencies are spaced, 0 or 1: see `sinusoidalEmbedding`. Default 0. */
  readonly frequencyShift?: number
}

export type UnetConfig = Required<UnetOptions>

/** Fewer than diffusers' 32, which leave a group one channel where widths are small: docs/log.md. */
const USUAL_GROUPS = 8

/** Blocks of a level: more than anyone trains. */
const MOST_LAYERS = 100

const kinds: Readonly<Record<keyof UnetOptions, Kind>> = {
  channels: 'a number',
  imageSize: 'a number',
  patch: 'a number',
  widths: 'numbers',
  layersPerBlock: 'a number',
  attentionAt: 'numbers',
  midAttention: 'true or false',
  headChannels: 'a number',
  groups: 'a number',
  epsilon: 'a number',
  classes: 'a number',
  anyClass: 'true or false',
  dropout: 'a number',
  timeDim: 'a number',
  cosinesFirst: 'true or false',
  frequencyShift: 'a number',
}

/** The largest number up to `most` that divides all widths. */
export function commonGroups(widths: readonly number[], most: number): number {
  let groups = most
  while (widths.some((width) => width % groups !== 0)) groups--
  return groups
}

function checkSizes({ channels, imageSize, patch, widths, ...rest }: UnetConfig): void {
  const demand = demandsOf('unet')
  demand('channels', channels, isCount(channels), aCount())
  demand('patch', patch, patch === 1 || patch === 2, '1 or 2')
  demand('imageSize', imageSize, isCount(imageSize), aCount())
  const step = patch * 2 ** (widths.length - 1)
  const next = Math.max(step, Math.ceil(imageSize / step) * step)
  const instead = Number.isFinite(next) ? `, such as ${next}, or fewer widths` : ''
  const why = `${widths.length} widths and patches of ${patch}`
  const divides = imageSize % step === 0
  demand('imageSize', imageSize, divides, `a multiple of ${step} with ${why}${instead}`)
  const { layersPerBlock } = rest
  const few = isCount(layersPerBlock, MOST_LAYERS)
  demand('layersPerBlock', layersPerBlock, few, aCount(MOST_LAYERS))
}

function checkDivisions({ widths, groups, attentionAt, midAttention, ...rest }: UnetConfig): void {
  const demand = demandsOf('unet')
  const divides = isCount(groups) && widths.every((width) => width % groups === 0)
  demand('groups', groups, divides, `a number that divides the widths ${widths.join(', ')}`)
  const levels = attentionAt.every((level) => level in widths)
  demand('attentionAt', attentionAt, levels, `levels from 0 to ${widths.length - 1}`)
  const middle = midAttention ? widths.slice(-1) : []
  const attending = [...attentionAt.map((level) => widths[level]), ...middle]
  const { headChannels } = rest
  const fits = isCount(headChannels) && attending.every((width) => width % headChannels === 0)
  const divisors = `a number that divides the widths that attend: ${attending.join(', ')}`
  demand('headChannels', headChannels, fits, divisors)
}

function checkConditions({ epsilon, classes, dropout, timeDim, frequencyShift }: UnetConfig): void {
  const demand = demandsOf('unet')
  demand('epsilon', epsilon, epsilon > 0 && epsilon < 1, 'a small number above 0')
  demand('classes', classes, classes === 0 || isCount(classes), `0 or ${aCount()}`)
  demand('dropout', dropout, dropout >= 0 && dropout < 1, 'a number from 0 to under 1')
  demand('timeDim', timeDim, isCount(timeDim), aCount())
  const shift = frequencyShift === 0 || frequencyShift === 1
  demand('frequencyShift', frequencyShift, shift, '0 or 1')
}

/**
 * All options, with the defaults for those that are not given.
 * @throws {DdpmError} `architecture.option-invalid`
 */
export function unetConfig(options: UnetOptions): UnetConfig {
  checkKinds('unet', options, kinds)
  const widths = options.widths ?? [32, 64]
  const counts = widths.length > 0 && widths.every((width) => isCount(width))
  // The finest width is the length of the sinusoids, too.
  const usable = counts && widths[0] % 2 === 0 && widths[0] > 2
  const use = `numbers, each ${aCount()}, the first of them even and at least 4`
  demandsOf('unet')('widths', widths.join(', ') || 'empty', usable, use)
  const config = {
    ...{ channels: 1, imageSize: 28, patch: 2, widths, layersPerBlock: 2 },
    ...{ attentionAt: [widths.length - 1], midAttention: true, headChannels: 8 },
    ...{ groups: commonGroups(widths, USUAL_GROUPS), epsilon: 1e-5, classes: 0, dropout: 0 },
    anyClass: true,
    ...{ timeDim: 4 * widths[0], cosinesFirst: true, frequencyShift: 0 },
    ...options,
  }
  checkSizes(config)
  checkDivisions(config)
  checkConditions(config)
  return config
}
