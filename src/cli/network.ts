/** Which network a run trains: its settings, what each kind takes, and how they become a model. */

import * as v from 'valibot'
import { type Dataset, type Model, simpleUnet, unet } from '../node.ts'
import { belowOne, oneOf, whole } from '../training/ranges.ts'
import { UsageError } from './errors.ts'

export const modelNames = ['simple-unet', 'unet'] as const
export type ModelName = (typeof modelNames)[number]

/** Whether a network learns the classes of data that has them. */
export const classChoices = ['auto', 'none'] as const

/** What a network may be told, all kinds together. */
export interface NetworkSettings {
  readonly model: ModelName
  readonly widths: readonly number[]
  readonly timeDim?: number
  readonly patch?: number
  readonly layersPerBlock?: number
  readonly attentionAt?: readonly number[]
  readonly headChannels?: number
  readonly dropout?: number
  readonly classes?: (typeof classChoices)[number]
}

/** Each setting's flag, but that of the model itself. */
export const networkFlags = {
  widths: '--widths',
  timeDim: '--time-dim',
  patch: '--patch',
  layersPerBlock: '--layers',
  attentionAt: '--attention',
  headChannels: '--head-channels',
  dropout: '--dropout',
  classes: '--classes',
} as const satisfies Record<Exclude<keyof NetworkSettings, 'model'>, string>

type NetworkSetting = keyof typeof networkFlags

/** What each kind is where nothing is said; it takes nothing else. */
export const networks = {
  'simple-unet': { model: 'simple-unet', widths: [64, 128, 256], timeDim: 256 },
  unet: {
    ...{ model: 'unet', widths: [32, 64], patch: 2, layersPerBlock: 2, attentionAt: [1] },
    ...{ headChannels: 32, dropout: 0, classes: 'auto' },
  },
} as const satisfies Record<ModelName, NetworkSettings>

/** As config.json holds them. */
export const networkEntries = {
  model: oneOf(modelNames),
  widths: v.array(whole(1), 'whole numbers'),
  timeDim: v.optional(whole(1)),
  patch: v.optional(whole(1)),
  layersPerBlock: v.optional(whole(1)),
  attentionAt: v.optional(v.array(whole(0), 'whole numbers')),
  headChannels: v.optional(whole(1)),
  dropout: v.optional(belowOne),
  classes: v.optional(oneOf(classChoices)),
}

/** What was said of a network. */
export type NetworkFlags = {
  readonly [K in keyof NetworkSettings]?: NetworkSettings[K] | undefined
}

/**
 * What changes a preset's network into the one that was named.
 * @throws {UsageError} where an option is another network's.
 */
export function otherNetwork(
  preset: NetworkSettings,
  flags: NetworkFlags,
): Partial<NetworkSettings> {
  const model = flags.model ?? preset.model
  for (const setting of Object.keys(networkFlags) as NetworkSetting[]) {
    if (flags[setting] === undefined || setting in networks[model]) continue
    const known = Object.keys(networks[model]).filter((key) => key !== 'model')
    const flagsOfModel = known.map((key) => networkFlags[key as NetworkSetting]).join(', ')
    throw new UsageError(
      `${networkFlags[setting]} is not for ${model}, which takes ${flagsOfModel}`,
    )
  }
  if (model === preset.model) return {}
  const nothing = Object.keys(networkFlags).map((setting) => [setting, undefined])
  return { ...Object.fromEntries(nothing), ...networks[model] }
}

/** What a network is fitted to. */
export interface Fit {
  readonly channels?: number | undefined
  /** Height and width. */
  readonly imageSize?: number | undefined
  /** How many classes there are; 0 where nothing is known of them. */
  readonly classes: number
}

/** What a network of these pictures is fitted to. */
export function fitOf({ channels, height, labels, classes = [] }: Dataset): Fit {
  return { channels, imageSize: height, classes: labels ? classes.length : 0 }
}

/**
 * The model that settings ask for.
 * @throws {UserError} where a setting is out of its range or does not fit the pictures.
 */
export function buildNetwork(settings: NetworkSettings, { classes, ...fit }: Fit): Model {
  const { model, widths } = settings
  if (model === 'simple-unet') {
    const [w1, w2, w3, ...more] = widths
    if (w3 === undefined || more.length > 0) {
      throw new UsageError(
        `--widths ${widths} is not for simple-unet: use three, such as 64,128,256`,
      )
    }
    return simpleUnet(said({ ...fit, widths: [w1, w2, w3] as const, timeDim: settings.timeDim }))
  }
  const { timeDim, patch, layersPerBlock, attentionAt, headChannels, dropout } = settings
  const options = { widths, timeDim, patch, layersPerBlock, attentionAt, headChannels, dropout }
  return unet({
    ...said({ ...fit, ...options }),
    classes: settings.classes === 'auto' ? classes : 0,
  })
}

/** Without what is undefined: a network's defaults stand. */
function said<Options extends object>(options: Options): Required<Options> {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as Required<Options>
}
