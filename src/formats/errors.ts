/**
 * What can be wrong with bytes, by code: each format's facts, then the next move. Each format throws its
 * own, so that a page downloads the words of what it reads.
 */

import { bmpErrors } from './errors/bmp.ts'
import { gifErrors } from './errors/gif.ts'
import { gzipErrors } from './errors/gzip.ts'
import { idxErrors } from './errors/idx.ts'
import { npyErrors } from './errors/npy.ts'
import { pickleErrors } from './errors/pickle.ts'
import { pngErrors } from './errors/png.ts'
import { rasterErrors } from './errors/raster.ts'
import { safetensorsErrors } from './errors/safetensors.ts'
import { tarErrors } from './errors/tar.ts'
import { torchErrors } from './errors/torch.ts'
import { zipErrors } from './errors/zip.ts'

/** Every code of this room. */
export const formatsErrors = {
  ...rasterErrors,
  ...gifErrors,
  ...gzipErrors,
  ...idxErrors,
  ...npyErrors,
  ...pickleErrors,
  ...pngErrors,
  ...bmpErrors,
  ...safetensorsErrors,
  ...tarErrors,
  ...torchErrors,
  ...zipErrors,
}
