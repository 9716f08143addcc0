/** lucidrains' Unet as a definition. */

import { defineArchitecture, networkOf } from '../definition.ts'
import type { Network } from '../network.ts'
import { buildLucidUnet } from './network.ts'
import { imageStep, type LucidUnetOptions, lucidUnetOptions } from './options.ts'
import { recogniseLucidUnet } from './recognise.ts'

export const lucidUnetArchitecture = defineArchitecture({
  name: 'lucid-unet',
  help: 'that of denoising-diffusion-pytorch: for its checkpoints',
  source: "lucidrains' denoising-diffusion-pytorch 2.3, Unet",
  options: lucidUnetOptions,
  chosen: ['widths'],
  sizeStep: imageStep,
  sizes: {
    small: { widths: [16, 32] },
    medium: { widths: [32, 64] },
    large: { widths: [64, 128] },
  },
  build: buildLucidUnet,
  edges: { input: 'init_conv', output: 'final_conv' },
  recognition: {
    landmarks: 'init_conv, final_conv, time_mlp.1 and mid_attn.mem_kv',
    untold: ['imageSize'],
    optionsOf: recogniseLucidUnet,
  },
})

/**
 * The Unet of lucidrains' denoising-diffusion-pytorch: residual blocks with RMS normalisation that the timestep
 * scales and shifts, linear attention, full attention at the coarsest level.
 * @throws {DdpmError} `option.unknown`, `option.wrong-type`, `option.out-of-range`,
 * `architecture.option-invalid`
 */
export const lucidUnet = (options: LucidUnetOptions = {}): Network =>
  networkOf(lucidUnetArchitecture, options)
