/** The notebook's network as a definition. */

import { defineArchitecture, networkOf } from '../definition.ts'
import type { Network } from '../network.ts'
import { buildSimpleUnet } from './network.ts'
import { type SimpleUnetOptions, simpleUnetOptions, simpleUnetSizes } from './options.ts'
import { recogniseSimpleUnet } from './recognise.ts'

export const simpleUnetArchitecture = defineArchitecture({
  name: 'simple-unet',
  help: "the notebook's: small, without normalisation, attention or classes",
  source: 'the notebook',
  options: simpleUnetOptions,
  chosen: ['widths', 'timeDim'],
  sizeStep: () => 4,
  sizes: simpleUnetSizes,
  build: buildSimpleUnet,
  edges: { input: 'conv1', output: 'out' },
  recognition: {
    landmarks: 'conv1, conv2, conv3 and time_mlp.1',
    untold: ['imageSize'],
    optionsOf: recogniseSimpleUnet,
  },
})

/**
 * SimpleUNet of the notebook; 2,755,201 parameters at the defaults.
 * @throws {DdpmError} `option.unknown`, `option.wrong-type`, `option.out-of-range`
 */
export const simpleUnet = (options: SimpleUnetOptions = {}): Network =>
  networkOf(simpleUnetArchitecture, options)
