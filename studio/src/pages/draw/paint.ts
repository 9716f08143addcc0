/** A sheet on a canvas, with what is marked on it tinted. */

import { isTransparent, rgbaOf } from '../../compute/values.ts'
import type { Sheet } from './sheet.ts'

/** Of what is marked, and how much of it lies over the image. */
const TINT = [255, 122, 60, 255] as const
const SHARE = 0.6

export function paint(
  canvas: HTMLCanvasElement,
  { image: drawn, mask }: Sheet,
  tinted: boolean,
): void {
  const [, height, width] = drawn.shape
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d')!
  const image = context.createImageData(width, height)
  image.data.set(rgbaOf(drawn))
  canvas.classList.toggle('transparent', isTransparent(drawn))
  for (let i = 0; i < width * height; i++) {
    if (!tinted || !mask[i]) continue
    for (let c = 0; c < 4; c++) {
      const under = image.data[4 * i + c]
      image.data[4 * i + c] = under + (TINT[c] - under) * SHARE
    }
  }
  context.putImageData(image, 0, 0)
}
