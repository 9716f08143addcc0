/** Every architecture: a line each. */

export { simpleUnetArchitecture } from './simple-unet/definition.ts'
export { unetArchitecture } from './unet/definition.ts'
