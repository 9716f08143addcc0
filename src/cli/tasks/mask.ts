/** Masks as a user names them: a side, a box, or a picture. White (1) is made anew. */

import { nearest } from '../../base/nearest.ts'
import { greyOf, type NdArray, readImage } from '../../node.ts'
import { UsageError } from '../errors.ts'

type Inside = (x: number, y: number, width: number, height: number) => boolean

const sides: Readonly<Record<string, Inside>> = {
  left: (x, _, width) => x < width / 2,
  right: (x, _, width) => x >= width / 2,
  top: (_, y, __, height) => y < height / 2,
  bottom: (_, y, __, height) => y >= height / 2,
}

/** `box:x,y,w,h`. @throws {UsageError} where it is not that, or reaches out of the pictures. */
function boxOf(word: string, width: number, height: number): Inside {
  const numbers = /^box:(\d+),(\d+),(\d+),(\d+)$/.exec(word)?.slice(1).map(Number)
  if (!numbers) {
    throw new UsageError(
      `--mask ${word} is no box: write box:x,y,width,height, such as box:4,4,10,8`,
    )
  }
  const [left, top, across, down] = numbers
  if (across === 0 || down === 0) {
    throw new UsageError(`--mask ${word} is empty: give it a width and a height of at least 1`)
  }
  if (left + across > width || top + down > height) {
    throw new UsageError(
      `--mask ${word} reaches to ${left + across} x ${top + down}, and the model's pictures are ` +
        `${width} x ${height}: keep it inside`,
    )
  }
  return (x, y) => x >= left && x < left + across && y >= top && y < top + down
}

async function pictureMask(path: string): Promise<NdArray> {
  const picture = await readImage(path)
  const data = Float32Array.from(greyOf(picture), (byte) => byte / 255)
  return { shape: [picture.height, picture.width], data }
}

/**
 * @param word `left`, `right`, `top`, `bottom`, `box:x,y,w,h`, or a PNG file
 * @throws {UsageError} where a box is wrong; {UserError} where a file cannot be read.
 */
export async function maskOf(word: string, [height, width]: readonly number[]): Promise<NdArray> {
  const isBox = word.startsWith('box:')
  const side = Object.hasOwn(sides, word) ? sides[word] : undefined
  const inside = isBox ? boxOf(word, width, height) : side
  if (!inside && !word.includes('.')) {
    const names = Object.keys(sides)
    throw new UsageError(
      `--mask ${word} is unknown${nearest(word, names)}: use ${names.join(', ')}, ` +
        'box:x,y,width,height, or a PNG file',
    )
  }
  if (!inside) return await pictureMask(word)
  const data = Float32Array.from({ length: height * width }, (_, i) => {
    return Number(inside(i % width, Math.floor(i / width), width, height))
  })
  return { shape: [height, width], data }
}
