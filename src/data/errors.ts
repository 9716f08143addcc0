/**
 * What can be wrong with images to learn from, by code. What reads them throws its own, so that a page
 * downloads the words of what it reads.
 */

import { archiveErrors } from './errors/archive.ts'
import { cifarErrors } from './errors/cifar.ts'
import { datasetErrors } from './errors/dataset.ts'
import { drawnErrors } from './errors/drawn.ts'
import { idxImagesErrors } from './errors/idx.ts'
import { imageSetErrors } from './errors/images.ts'
import { metadataErrors } from './errors/metadata.ts'
import { numpyErrors } from './errors/numpy.ts'
import { packedErrors } from './errors/packed.ts'
import { parquetErrors } from './errors/parquet.ts'
import { readingErrors } from './errors/reading.ts'

/** Every code of this room. */
export const dataErrors = {
  ...datasetErrors,
  ...imageSetErrors,
  ...readingErrors,
  ...drawnErrors,
  ...idxImagesErrors,
  ...archiveErrors,
  ...cifarErrors,
  ...metadataErrors,
  ...numpyErrors,
  ...packedErrors,
  ...parquetErrors,
}
