/** Ops that move pixels between resolutions. */

import type { Kernel } from './kernel.ts'
import { fill, rowStart, type Values } from './values.ts'

/** The sample and place of a row of images (B, H, W, C). */
function placeOf({ shape: [, height, width] }: Values, row: number) {
  const pixel = row % (height * width)
  const sample = (row - pixel) / (height * width)
  return { sample, y: Math.floor(pixel / width), x: pixel % width }
}

/** Index of a pixel's first channel. */
function pixelAt(values: Values, sample: number, y: number, x: number): number {
  const [, height, width] = values.shape
  return rowStart(values, (sample * height + y) * width + x)
}

export const upsample: Kernel<'upsample'> = ({ tensor, inputs: [from], output }) => {
  const { factor } = tensor.attributes
  fill(output, (row, c) => {
    const { sample, y, x } = placeOf(output, row)
    return from.data[pixelAt(from, sample, Math.floor(y / factor), Math.floor(x / factor)) + c]
  })
}

export const sumPool: Kernel<'sumPool'> = ({ tensor, inputs: [from], output }) => {
  const { factor } = tensor.attributes
  fill(output, (row, c) => {
    const { sample, y, x } = placeOf(output, row)
    let sum = 0
    for (let dy = 0; dy < factor; dy++) {
      for (let dx = 0; dx < factor; dx++) {
        sum += from.data[pixelAt(from, sample, y * factor + dy, x * factor + dx) + c]
      }
    }
    return sum
  })
}

export const spaceToDepth: Kernel<'spaceToDepth'> = ({ tensor, inputs: [from], output }) => {
  const { block } = tensor.attributes
  fill(output, (row, c) => {
    const { sample, y, x } = placeOf(output, row)
    const within = c % (block * block)
    const [dy, dx] = [Math.floor(within / block), within % block]
    const channel = (c - within) / (block * block)
    return from.data[pixelAt(from, sample, y * block + dy, x * block + dx) + channel]
  })
}

export const depthToSpace: Kernel<'depthToSpace'> = ({ tensor, inputs: [from], output }) => {
  const { block } = tensor.attributes
  fill(output, (row, c) => {
    const { sample, y, x } = placeOf(output, row)
    const within = (y % block) * block + (x % block)
    const pixel = pixelAt(from, sample, Math.floor(y / block), Math.floor(x / block))
    return from.data[pixel + c * block * block + within]
  })
}
