/**
 * `ddpm/nn`: networks of your own. Layers are parameters and what they compute; `defineNetwork` makes a
 * network of them that `train` trains and a `Model` samples.
 */

export {
  type ConvolutionSize,
  conv,
  convTranspose,
  embedding,
  type GroupNormalisation,
  type Layer,
  linear,
  norm,
  type Weights,
} from './nn/layers.ts'
export {
  architectureNames,
  networkByName,
  recogniseNetwork,
} from './nn/models.ts'
export {
  type ArchitectureOptions,
  type Conditions,
  defineNetwork,
  type Formula,
  type ImageShape,
  type Network,
} from './nn/network.ts'
export {
  type Initial,
  initialParameters,
  type Layout,
  type Parameter,
  type PlacedParameter,
  parametersOf,
} from './nn/parameters.ts'
export { type SimpleUnetOptions, simpleUnet } from './nn/simple-unet.ts'
export type { UnetOptions } from './nn/unet/options.ts'
export { unet } from './nn/unet/unet.ts'
