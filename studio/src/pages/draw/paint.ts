/** A sheet on a canvas, with what is marked on it tinted. */

import type { Sheet } from './sheet.ts'

/** Of what is marked, and how much of it lies over the image. */
const TINT = [255, 122, 60] as const
const SHARE = 0.6

export function paint(
  canvas: HTMLCanvasElement,
  { image: drawn, mask }: Sheet,
  tinted: boolean,
): void {
  const [, height, width, channels] = drawn.shape
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d')!
  const image = context.createImageData(width, height)
  for (let i = 0; i < width * height; i++) {
    const share = tinted && mask[i] ? SHARE : 0
    for (let c = 0; c < 3; c++) {
      const under = drawn.bytes[i * channels + (channels === 3 ? c : 0)]
      image.data[4 * i + c] = under + (TINT[c] - under) * share
    }
    image.data[4 * i + 3] = 255
  }
  context.putImageData(image, 0, 0)
}
