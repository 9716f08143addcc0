/** The field's U-Net as a definition. */

import { defineArchitecture, networkOf } from '../definition.ts'
import type { Network } from '../network.ts'
import { imageStep, type UnetOptions, unetOptions, unetSizes } from './options.ts'
import { recogniseUnet } from './recognise.ts'
import { buildUnet } from './unet.ts'

export const unetArchitecture = defineArchitecture({
  name: 'unet',
  help: "the field's: normalisation, attention and classes; learns faster",
  source: "Ho et al. 2020, appendix B; diffusers' UNet2DModel",
  options: unetOptions,
  chosen: [
    ...(['widths', 'timeDim', 'patch', 'layersPerBlock'] as const),
    ...(['attentionAt', 'headChannels', 'dropout', 'augmentCondition'] as const),
  ],
  sizeStep: imageStep,
  sizes: unetSizes,
  build: buildUnet,
  edges: {
    ...{ input: 'conv_in', output: 'conv_out' },
    ...{ classes: 'class_embedding', classesInto: 'time_embedding.linear_2' },
  },
  recognition: {
    landmarks: 'conv_in, time_embedding and down_blocks',
    untold: [
      ...(['imageSize', 'patch', 'groups', 'epsilon', 'headChannels'] as const),
      ...(['cosinesFirst', 'frequencyShift'] as const),
    ],
    optionsOf: recogniseUnet,
  },
})

/**
 * Residual blocks with normalisation, attention at chosen levels, time and class embedding, and
 * skip connections (Ho et al. 2020, appendix B).
 * @throws {DdpmError} `option.unknown`, `option.wrong-type`, `option.out-of-range`,
 * `architecture.option-invalid`
 */
export const unet = (options: UnetOptions = {}): Network => networkOf(unetArchitecture, options)
