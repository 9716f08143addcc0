/** Single images for a model, as a user names them: image files, or images of a dataset. */

import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'

import { DdpmError } from '../../base/errors.ts'
import { imageSizeOf } from '../../base/image-size.ts'
import { type NdArray, sameShape, sizeOf } from '../../base/shape.ts'
import { KEEP } from '../../data/background.ts'
import { withContents } from '../../data/containers/open.ts'
import { gatherBatch, imageSize } from '../../data/dataset.ts'
import { decodeImage } from '../../data/decode-image.ts'
import { numberedFiles } from '../../data/numbered.ts'
import { openPacked } from '../../data/packed.ts'
import { prepareImage } from '../../data/prepare-image.ts'
import { isChannels, otherChannels, valuesOf } from '../../data/raster-values.ts'
import type { LoadDataOptions } from '../../data/source.ts'
import { namedSource } from '../../data/sources.ts'
import { hasAlpha, type Raster } from '../../formats/raster.ts'
import { readWhole } from './files.ts'
import { openFile } from './folder.ts'
import { hostsError } from './host-errors.ts'
import { loadData, openPlace } from './load.ts'
import { openAt } from './random-access.ts'
import { sharpDecoder } from './sharp.ts'

type ImageShape = readonly [height: number, width: number, channels: number]

/** What is made of a file or a dataset; errors name it. */
async function naming<T>(place: string, make: () => T | Promise<T>): Promise<T> {
  try {
    return await make()
  } catch (error) {
    throw error instanceof DdpmError ? error.in(place) : error
  }
}

/** A file, or one in an archive: `images.zip/cats/1.png`. */
async function bytesAt(path: string): Promise<Uint8Array> {
  const archive = await archiveAround(path)
  if (archive === undefined) return await readWhole(path)
  const { files } = await withContents(await openFile(archive), {})
  const file = files.find(({ place }) => place === path)
  if (file) return await file.bytes()
  throw hostsError('image.not-in-archive', { path, archive })
}

/** The file on whose way a path goes on, if there is one. */
async function archiveAround(path: string): Promise<string | undefined> {
  const folder = dirname(path)
  if (folder === path || folder === '.') return undefined
  const found = await stat(folder).catch(() => undefined)
  if (found?.isFile()) return folder
  return found ? undefined : await archiveAround(folder)
}

/** An image file of any kind. @throws {DdpmError} `png.…`, `image.…`, `system.…`, naming it. */
export async function readImage(path: string): Promise<Raster> {
  const bytes = await bytesAt(path)
  return await naming(path, () => decodeImage(bytes, path, sharpDecoder))
}

/** The dataset that holds an image, and its number there: what is made here is made alone. */
async function setWith(spec: string, index: number, options: LoadDataOptions) {
  const source = namedSource(spec)
  if (source?.origin === 'made') return { data: source.one(index, options), at: 0 }
  return { data: await loadData(spec, options), at: index }
}

/** The numbered image of a folder, an archive or a packed set, as its file holds it; nothing of other data. */
async function numberedImage(
  spec: string,
  index: number,
  options: LoadDataOptions,
): Promise<Raster | undefined> {
  if (namedSource(spec)) return undefined
  if (isPackedPath(spec)) {
    const { store, count, width, height, channels } = await openPacked(await openAt(spec), false)
    checkIndex(spec, index, count)
    if (!isChannels(channels)) return undefined
    const data = new Uint8Array(width * height * channels)
    await store.read([index], data)
    return { width, height, channels, data }
  }
  const files = await numberedFiles(await openPlace(spec, options.signal), options)
  if (!files) return undefined
  checkIndex(spec, index, files.length)
  const { place, path, bytes } = files[index]
  return await naming(place, async () => await decodeImage(await bytes(), path, sharpDecoder))
}

const isPackedPath = (spec: string) => /\.safetensors$/i.test(spec)

/** @throws {DdpmError} `image.index-out-of-range` */
function checkIndex(spec: string, index: number, count: number): void {
  if (index < count) return
  throw hostsError('image.index-out-of-range', { index, count }).in(spec)
}

/** The image of a dataset that `mnist:7` names. */
async function imageOf(
  spec: string,
  index: number,
  shape: ImageShape,
  options: LoadDataOptions,
): Promise<Raster | Float32Array> {
  const numbered = await numberedImage(spec, index, options)
  if (numbered) return numbered
  const { data, at } = await setWith(spec, index, options)
  const { count, height, width, channels } = data
  checkIndex(spec, at, count)
  if (sameShape([height, width, channels], shape)) {
    return gatherBatch(data, [at], new Float32Array(sizeOf(shape)))
  }
  const values = imageSize(data)
  const bytes = data.images.subarray(at * values, (at + 1) * values)
  if (!isChannels(channels)) throw otherChannels(channels, shape[2]).in(spec)
  return { width, height, channels, data: bytes }
}

async function imageFrom(
  spec: string,
  shape: ImageShape,
  given: ImageOptions,
): Promise<Float32Array> {
  const [height, width, channels] = shape
  const background = hasAlpha(channels) ? KEEP : given.background
  const preparation = {
    ...{ fit: given.fit, resize: given.resize, imageSize: imageSizeOf({ width, height }) },
    background: background === KEEP && !hasAlpha(channels) ? undefined : background,
  }
  const [, data, index] = /^(.+):(\d+)$/.exec(spec) ?? []
  const image =
    data === undefined
      ? await readImage(spec)
      : await imageOf(data, Number(index), shape, { ...given, ...preparation })
  if (image instanceof Float32Array) return image
  return await naming(spec, () => valuesOf(prepareImage(image, preparation), channels))
}

/** How images are brought to a model's size, and how their loading is watched. */
export type ImageOptions = Pick<
  LoadDataOptions,
  'background' | 'fit' | 'resize' | 'signal' | 'onProgress' | 'onNotice'
>

/**
 * Images for a model.
 * @param specs image files of any kind and size, also in an archive (`images.zip/cats/1.png`), or images
 * of a dataset by number: `digits:0`, `mnist:7`, `FOLDER:12`; those of folders and archives in natural order
 * of their names, from 0
 * @param shape (H, W, C) of the model's images
 * @param options what was chosen in training, so that images are brought to the model's size likewise
 * @returns (count, H, W, C) in [-1, 1]; grey, colours and alpha are turned into each other
 * @throws {DdpmError} naming the image that cannot be read (`png.…`, `system.…`, `data.…`) or does not
 * fit the model (`image.…`); the signal's reason once it is aborted
 */
export async function loadImages(
  specs: readonly string[],
  shape: ImageShape,
  options: ImageOptions = {},
): Promise<NdArray> {
  const pixels = sizeOf(shape)
  const data = new Float32Array(specs.length * pixels)
  for (const [i, spec] of specs.entries()) {
    options.signal?.throwIfAborted()
    data.set(await imageFrom(spec, shape, options), i * pixels)
  }
  return { shape: [specs.length, ...shape], data }
}
