/** Which network a run trains: its settings as plain data, and how they become a model. */

import * as v from 'valibot'
import type { Dataset } from '../data/dataset.ts'
import type { Network } from '../nn/network.ts'
import { simpleUnet } from '../nn/simple-unet.ts'
import { unet } from '../nn/unet/unet.ts'
import { trainingError } from './errors.ts'
import { belowOne, oneOf, whole } from './ranges.ts'

export const modelNames = ['simple-unet', 'unet'] as const
export type ModelName = (typeof modelNames)[number]

/** Whether a network learns the classes of data that has them. */
export const classChoices = ['auto', 'none'] as const

/** The options of networks, all architectures together. */
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

/** What each kind is where nothing is said; it takes nothing else. */
export const networks = {
  'simple-unet': { model: 'simple-unet', widths: [64, 128, 256], timeDim: 256 },
  unet: {
    ...{ model: 'unet', widths: [32, 64], patch: 2, layersPerBlock: 2, attentionAt: [1] },
    ...{ headChannels: 32, dropout: 0, classes: 'auto' },
  },
} as const satisfies Record<ModelName, NetworkSettings>

const MOST_CHANNELS = 8192
const MOST_BLOCKS = 64

/** As config.json holds them. */
export const networkEntries = {
  model: oneOf(modelNames),
  widths: v.array(whole(1, MOST_CHANNELS), 'whole numbers'),
  timeDim: v.optional(whole(1, MOST_CHANNELS)),
  patch: v.optional(whole(1, 2)),
  layersPerBlock: v.optional(whole(1, MOST_BLOCKS)),
  attentionAt: v.optional(v.array(whole(0, 999), 'whole numbers')),
  headChannels: v.optional(whole(1, MOST_CHANNELS)),
  dropout: v.optional(belowOne),
  classes: v.optional(oneOf(classChoices)),
}

/** What a network is fitted to. */
export interface Fit {
  readonly channels?: number | undefined
  /** Height and width. */
  readonly imageSize?: number | undefined
  /** How many classes there are; 0 where nothing is known of them. */
  readonly classes: number
}

type Fitted = Pick<Dataset, 'channels' | 'height' | 'labels' | 'classes'>

/** What a network is fitted to: the shape and the classes of the data. */
export function fitOf({ channels, height, labels, classes = [] }: Fitted): Fit {
  return { channels, imageSize: height, classes: labels ? classes.length : 0 }
}

/**
 * The model that settings ask for.
 * @throws {DdpmError} where a setting is out of its range or does not fit the images
 */
export function buildNetwork(settings: NetworkSettings, { classes, ...fit }: Fit): Network {
  const { model, widths } = settings
  if (model === 'simple-unet') {
    const [w1, w2, w3, ...more] = widths
    if (w3 === undefined || more.length > 0) {
      throw trainingError('network.widths-not-three', { widths })
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
