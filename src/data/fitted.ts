/** Sets that have a size of their own (arrays, packed sets) brought to the one that is asked for. */

import { sameSize } from '../base/image-size.ts'
import { pacer } from '../base/pace.ts'
import { hasAlpha, type Raster } from '../formats/raster.ts'
import { KEEP } from './background.ts'
import type { Dataset, DatasetFacts, StoredDataset } from './check-dataset.ts'
import { imageSetError } from './errors/images.ts'
import { checkBytes } from './image-set.ts'
import { preparationOf } from './preparation.ts'
import { type Preparation, prepareImage } from './prepare-image.ts'
import { isChannels } from './raster-values.ts'
import type { ReadOptions } from './source.ts'

/** What becomes of each image. */
interface Fitting {
  readonly facts: Pick<Raster, 'width' | 'height' | 'channels'>
  one(bytes: Uint8Array): Uint8Array
}

/**
 * @returns nothing where images stay as they are: an alpha of arrays is kept unless a colour is named
 * @throws {DdpmError} `images.channels-fixed`
 */
function fittingOf(
  { name: dataset, width, height, channels }: DatasetFacts,
  given: Preparation,
): Fitting | undefined {
  const isOther = given.imageSize !== undefined && !sameSize(given.imageSize, { width, height })
  const isLaid = hasAlpha(channels) && (given.background ?? KEEP) !== KEEP
  if (!isOther && !isLaid) return undefined
  if (!isChannels(channels)) throw imageSetError('images.channels-fixed', { dataset, channels })
  const background = hasAlpha(channels) ? (given.background ?? KEEP) : given.background
  const prepared = (data: Uint8Array) =>
    prepareImage({ width, height, channels, data }, { ...given, background })
  const blank = prepared(new Uint8Array(width * height * channels))
  const facts = { width: blank.width, height: blank.height, channels: blank.channels }
  return { facts, one: (bytes) => prepared(bytes).data }
}

const sizeOf = ({ width, height, channels }: Pick<DatasetFacts, 'width' | 'height' | 'channels'>) =>
  width * height * channels

/**
 * A set as `imageSize`, `fit`, `resize` and `background` ask for.
 * @throws {DdpmError} `images.channels-fixed`, `images.too-large`; the signal's reason
 */
export async function fittedSet(data: Dataset, given: ReadOptions): Promise<Dataset> {
  const fitting = given.fitsArrays === false ? undefined : fittingOf(data, given)
  if (!fitting) return data
  const { facts, one } = fitting
  const { count } = data
  checkBytes(data.name, { ...facts, count })
  const [before, after] = [sizeOf(data), sizeOf(facts)]
  const images = new Uint8Array(count * after)
  const pace = pacer(given.signal)
  for (let i = 0; i < count; i++) {
    await pace()
    given.onProgress?.({ stage: 'reading', done: i, total: count })
    images.set(one(data.images.subarray(i * before, (i + 1) * before)), i * after)
  }
  return { ...data, ...facts, images, preparation: preparationOf(given) }
}

/** The same for images that are fitted as they are read. @throws {DdpmError} `images.channels-fixed` */
export function fittedStore(data: StoredDataset, given: Preparation): StoredDataset {
  const fitting = fittingOf(data, given)
  if (!fitting) return data
  const { facts, one } = fitting
  const [before, after] = [sizeOf(data), sizeOf(facts)]
  const store: StoredDataset['store'] = {
    async read(indices, into) {
      const bytes = new Uint8Array(indices.length * before)
      await data.store.read(indices, bytes)
      for (let i = 0; i < indices.length; i++) {
        into.set(one(bytes.subarray(i * before, (i + 1) * before)), i * after)
      }
    },
  }
  return { ...data, ...facts, store, preparation: preparationOf(given) }
}
