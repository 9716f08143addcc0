/** Single pictures for a model, as a user names them: PNG files, or images of a data set. */

import { DdpmError, UserError } from '../../base/errors.ts'
import { type NdArray, sizeOf } from '../../base/shape.ts'
import { gatherBatch, imageSize } from '../../data/dataset.ts'
import { valuesOf } from '../../data/raster-values.ts'
import { decodePng } from '../../formats/png.ts'
import type { Raster } from '../../formats/raster.ts'
import { readWhole } from './files.ts'
import { loadData } from './load.ts'

type ImageShape = readonly [height: number, width: number, channels: number]

/** A PNG file. @throws {UserError} naming it where it cannot be read. */
export async function readPicture(path: string): Promise<Raster> {
  const bytes = await readWhole(path)
  try {
    return decodePng(bytes)
  } catch (error) {
    if (!(error instanceof DdpmError)) throw error
    throw new UserError(`${path} is no PNG that can be read: ${error.message}`, { cause: error })
  }
}

/** @throws {UserError} where what is given is not of the model's size. */
function checkSize(what: string, given: readonly number[], [height, width]: ImageShape): void {
  if (given[0] === height && given[1] === width) return
  throw new UserError(
    `${what} is ${given[1]} x ${given[0]} pixels and the model's pictures are ${width} x ${height}: ` +
      'bring it to that size (of a grid, cut out one picture, or make one with ddpm sample -n 1)',
  )
}

/** The image of a data set that `mnist:7` names. */
async function imageOf(spec: string, index: number, shape: ImageShape): Promise<Float32Array> {
  const data = await loadData(spec, { size: shape[0], count: index + 1 })
  const { count, height, width, channels } = data
  checkSize(spec, [height, width], shape)
  if (index >= count) {
    throw new UserError(`${spec} has ${count} images: name one from 0 to ${count - 1}`)
  }
  if (channels === shape[2]) return gatherBatch(data, [index], new Float32Array(sizeOf(shape)))
  if (channels !== 1 && channels !== 3) {
    throw new UserError(
      `the images of ${spec} have ${channels} channels and the model's ${shape[2]}, and only grey ` +
        'and RGB can be turned into each other: name images of as many channels',
    )
  }
  const size = imageSize(data)
  const bytes = data.images.subarray(index * size, (index + 1) * size)
  return valuesOf({ width, height, channels, data: bytes }, shape[2])
}

async function imageFrom(spec: string, shape: ImageShape): Promise<Float32Array> {
  const [, data, index] = /^(.+):(\d+)$/.exec(spec) ?? []
  if (data !== undefined) return await imageOf(data, Number(index), shape)
  const picture = await readPicture(spec)
  checkSize(spec, [picture.height, picture.width], shape)
  return valuesOf(picture, shape[2])
}

/**
 * Pictures for a model.
 * @param specs PNG files, or images of a data set by number: `digits:0`, `mnist:7`, `FOLDER:12`
 * @param shape (H, W, C) of the model's pictures
 * @returns (count, H, W, C) in [-1, 1]; grey and colours are turned into each other
 * @throws {UserError} naming the picture that cannot be read or is of another size.
 */
export async function loadImages(specs: readonly string[], shape: ImageShape): Promise<NdArray> {
  const pixels = sizeOf(shape)
  const data = new Float32Array(specs.length * pixels)
  for (const [i, spec] of specs.entries()) data.set(await imageFrom(spec, shape), i * pixels)
  return { shape: [specs.length, ...shape], data }
}
