/** Networks that are measured besides SimpleUNet, as options for us and for diffusers' peer. */

import type { UnetOptions } from '../../src/nn/unet/options.ts'

interface Network {
  /** `unet 64/128 on 2x2 patches` */
  readonly label: string
  readonly options: UnetOptions
}

/** No classes, no dropout: what they cost is within the noise. */
export const networks = {
  'unet-patches': {
    label: 'unet 64/128 on 2x2 patches',
    options: { patch: 2, widths: [64, 128], layersPerBlock: 1, attentionAt: [1], groups: 32 },
  },
  unet: {
    label: 'unet 32/64/128',
    options: { patch: 1, widths: [32, 64, 128], layersPerBlock: 1, attentionAt: [2], groups: 32 },
  },
  quick: {
    label: 'the quick preset’s unet 32/64',
    options: { patch: 2, widths: [32, 64], layersPerBlock: 2, attentionAt: [1], headChannels: 32 },
  },
} as const satisfies Record<string, Network>

export type NetworkName = keyof typeof networks
