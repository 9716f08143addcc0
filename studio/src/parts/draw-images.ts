/** Images on one canvas, row by row, with a gap between them where the page shows through. */

import type { Images } from '../compute/protocol.ts'
import { rgbaOf } from '../compute/values.ts'

const GAP = 1

/** Pixels from the first of `count` images to the last, with the gaps between them. */
export const across = (count: number, size: number): number => count * (size + GAP) - GAP

/** Draws all images, in so many columns. */
export function drawImages(canvas: HTMLCanvasElement, images: Images, columns: number): void {
  const [count, height, width] = images.shape
  canvas.width = across(columns, width)
  canvas.height = across(Math.ceil(count / columns), height)
  const context = canvas.getContext('2d')!
  for (let i = 0; i < count; i++) {
    const [left, top] = [(i % columns) * (width + GAP), Math.floor(i / columns) * (height + GAP)]
    const image = context.createImageData(width, height)
    image.data.set(rgbaOf(images, i))
    context.putImageData(image, left, top)
  }
}
