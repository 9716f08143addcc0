/** Masks as a user names them: a side, a box, or an image file. White (1) is regenerated. */

import { WHITE } from '../../base/colour.ts'
import type { Sides } from '../../base/image-size.ts'
import type { NdArray } from '../../base/shape.ts'
import { greyOf } from '../../data/raster-values.ts'
import { toSize } from '../../data/resize.ts'
import { over } from '../../formats/raster.ts'
import { type ImageOptions, readImage } from '../../hosts/node/images.ts'
import { usageError } from '../usage-errors.ts'

type Inside = (x: number, y: number, width: number, height: number) => boolean

const sides: Readonly<Record<string, Inside>> = {
  left: (x, _, width) => x < width / 2,
  right: (x, _, width) => x >= width / 2,
  top: (_, y, __, height) => y < height / 2,
  bottom: (_, y, __, height) => y >= height / 2,
}

/** `box:x,y,w,h`. @throws {DdpmError} where it is malformed, or reaches out of the images. */
function boxOf(word: string, width: number, height: number): Inside {
  const numbers = /^box:(\d+),(\d+),(\d+),(\d+)$/.exec(word)?.slice(1).map(Number)
  if (!numbers) throw usageError('usage.mask-box-malformed', { mask: word })
  const [left, top, across, down] = numbers
  if (across === 0 || down === 0) throw usageError('usage.mask-box-empty', { mask: word })
  const [right, bottom] = [left + across, top + down]
  if (right > width || bottom > height) {
    throw usageError('usage.mask-box-outside', { mask: word, right, bottom, width, height })
  }
  return (x, y) => x >= left && x < right && y >= top && y < bottom
}

/** Brought to the images' size as they are, but that no greys come between black and white. */
async function imageMask(path: string, size: Sides, { fit }: Pick<ImageOptions, 'fit'>) {
  const image = toSize(over(await readImage(path), WHITE), size, { fit, resize: 'nearest' })
  const data = Float32Array.from(greyOf(image), (byte) => byte / 255)
  return { shape: [image.height, image.width], data }
}

/**
 * @param word `left`, `right`, `top`, `bottom`, `box:x,y,w,h`, or an image file of any size
 * @param fitted how the images are brought to the model's size
 * @throws {DdpmError} where a box is wrong, or a file cannot be read.
 */
export async function maskOf(
  word: string,
  [height, width]: readonly number[],
  fitted: Pick<ImageOptions, 'fit'> = {},
): Promise<NdArray> {
  const isBox = word.startsWith('box:')
  const side = Object.hasOwn(sides, word) ? sides[word] : undefined
  const inside = isBox ? boxOf(word, width, height) : side
  if (!inside && !word.includes('.')) {
    throw usageError('usage.unknown-mask', { mask: word, names: Object.keys(sides) })
  }
  if (!inside) return await imageMask(word, { width, height }, fitted)
  const data = Float32Array.from({ length: height * width }, (_, i) => {
    return Number(inside(i % width, Math.floor(i / width), width, height))
  })
  return { shape: [height, width], data }
}
