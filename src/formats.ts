/** `ddpm/formats`: bytes to values and back, with no file touched: PNG, GIF, IDX, safetensors, model files. */

export { mnistFromFiles, type NamedBytes } from './data/mnist.ts'
export { greyOf, valuesOf } from './data/raster-values.ts'
export { encodeGif, type GifOptions } from './formats/gif.ts'
export { type IdxArray, readIdx, readMaybeGzippedIdx, writeIdx } from './formats/idx.ts'
export {
  PickleGlobal,
  PickleObject,
  type PickleValue,
  Placeholder,
} from './formats/pickle/values.ts'
export { decodePng, encodePng } from './formats/png.ts'
export { inMemory, ofBlob, type RandomAccess } from './formats/random-access.ts'
export type { Colour, OpaqueRaster, Raster } from './formats/raster.ts'
export { hasAlpha, over } from './formats/raster.ts'
export { readSafetensors, type SafetensorsFile, writeSafetensors } from './formats/safetensors.ts'
export type { SafeTensor } from './formats/tensor-types.ts'
export { fromFloat32 } from './formats/tensor-types.ts'
export { openTorch, type TorchFile } from './formats/torch/file.ts'
export { TorchTensor } from './formats/torch/tensor.ts'
export { encodeModel, type SavedModel } from './models/contents.ts'
export { FORMAT_VERSION } from './models/file.ts'
export { decodeModel, type LoadedModel } from './training/checkpoint.ts'
