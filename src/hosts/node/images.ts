/** Single images for a model, as a user names them: PNG files, or images of a dataset. */

import { DdpmError } from '../../base/errors.ts'
import { imageSizeOf } from '../../base/image-size.ts'
import { type NdArray, sizeOf } from '../../base/shape.ts'
import { gatherBatch, imageSize } from '../../data/dataset.ts'
import { decodeImage } from '../../data/decode-image.ts'
import { isChannels, otherChannels, valuesOf } from '../../data/raster-values.ts'
import type { LoadDataOptions } from '../../data/source.ts'
import { namedSource } from '../../data/sources.ts'
import type { Raster } from '../../formats/raster.ts'
import { readWhole } from './files.ts'
import { hostsError } from './host-errors.ts'
import { loadData } from './load.ts'
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

/** An image file of any kind. @throws {DdpmError} `png.…`, `image.…`, `system.…`, naming it. */
export async function readImage(path: string): Promise<Raster> {
  const bytes = await readWhole(path)
  return await naming(path, () => decodeImage(bytes, path, sharpDecoder))
}

/** @throws {DdpmError} where what is given is not of the model's size. */
function checkSize(what: string, given: readonly number[], [height, width]: ImageShape): void {
  if (given[0] === height && given[1] === width) return
  throw hostsError('image.size-mismatch', { given, wanted: [height, width] }).in(what)
}

/** The dataset that holds an image, and its number there: what is made here is made alone. */
async function setWith(spec: string, index: number, options: LoadDataOptions) {
  const source = namedSource(spec)
  if (source?.origin === 'made') return { data: source.one(index, options), at: 0 }
  return { data: await loadData(spec, options), at: index }
}

/** The image of a dataset that `mnist:7` names. */
async function imageOf(
  spec: string,
  index: number,
  shape: ImageShape,
  options: LoadDataOptions,
): Promise<Float32Array> {
  const [rows, across] = shape
  const size = imageSizeOf({ width: across, height: rows })
  const { data, at } = await setWith(spec, index, { ...options, imageSize: size })
  const { count, height, width, channels } = data
  checkSize(spec, [height, width], shape)
  if (at >= count) throw hostsError('image.index-out-of-range', { index, count }).in(spec)
  if (channels === shape[2]) return gatherBatch(data, [at], new Float32Array(sizeOf(shape)))
  const values = imageSize(data)
  const bytes = data.images.subarray(at * values, (at + 1) * values)
  return await naming(spec, () => {
    if (!isChannels(channels)) throw otherChannels(channels, shape[2])
    return valuesOf({ width, height, channels, data: bytes }, shape[2])
  })
}

async function imageFrom(
  spec: string,
  shape: ImageShape,
  options: LoadDataOptions,
): Promise<Float32Array> {
  const [, data, index] = /^(.+):(\d+)$/.exec(spec) ?? []
  if (data !== undefined) return await imageOf(data, Number(index), shape, options)
  const image = await readImage(spec)
  checkSize(spec, [image.height, image.width], shape)
  return await naming(spec, () => valuesOf(image, shape[2]))
}

/**
 * Images for a model.
 * @param specs PNG files, or images of a dataset by number: `digits:0`, `mnist:7`, `FOLDER:12`
 * @param shape (H, W, C) of the model's images
 * @returns (count, H, W, C) in [-1, 1]; grey and colours are turned into each other
 * @throws {DdpmError} naming the image that cannot be read (`png.…`, `system.…`, `data.…`) or does not
 * fit the model (`image.…`); the signal's reason once it is aborted
 */
export async function loadImages(
  specs: readonly string[],
  shape: ImageShape,
  options: Pick<LoadDataOptions, 'signal' | 'onProgress' | 'onNotice'> = {},
): Promise<NdArray> {
  const pixels = sizeOf(shape)
  const data = new Float32Array(specs.length * pixels)
  for (const [i, spec] of specs.entries()) {
    options.signal?.throwIfAborted()
    data.set(await imageFrom(spec, shape, options), i * pixels)
  }
  return { shape: [specs.length, ...shape], data }
}
