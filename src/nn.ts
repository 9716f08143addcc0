/**
 * `ddpm/nn`: networks of your own. Layers are parameters and what they compute; `defineNetwork` makes a
 * network of them that `train` trains and a `Model` samples; `defineArchitecture` gives it options, as those
 * have that are built in.
 */

export { type ArchitectureDefinition, defineArchitecture, networkOf } from './nn/definition.ts'
export {
  type ConvolutionSize,
  conv,
  convTranspose,
  embedding,
  type GroupNormalisation,
  type Layer,
  linear,
  linearFromZero,
  norm,
  type Weights,
} from './nn/layers.ts'
export { lucidUnet } from './nn/lucid-unet/definition.ts'
export type { LucidUnetOptions } from './nn/lucid-unet/options.ts'
export {
  type ArchitectureOptions,
  AUGMENT_LABELS,
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
export { architectureNames, architectures, networkByName, recogniseNetwork } from './nn/registry.ts'
export { simpleUnet } from './nn/simple-unet/definition.ts'
export type { SimpleUnetOptions } from './nn/simple-unet/options.ts'
export { unet } from './nn/unet/definition.ts'
export type { UnetOptions } from './nn/unet/options.ts'
