/** Every architecture: a line each. They are listed in the order of these names. */

export { lucidUnetArchitecture as unetOfLucidrains } from './lucid-unet/definition.ts'
export { simpleUnetArchitecture } from './simple-unet/definition.ts'
export { unetArchitecture } from './unet/definition.ts'
