/** Numbers as bytes to look at, and back; for the page and its worker. */

import type { NdArray } from '../../../src/base/shape.ts'
import { hasAlpha } from '../../../src/formats/raster.ts'
import type { Images } from './protocol.ts'

/** [-1, 1] to 0..255, clamped. @param images (N, H, W, C) */
export function bytesOf({ shape, data }: NdArray): Images {
  const bytes = new Uint8ClampedArray(data.length)
  for (let i = 0; i < data.length; i++) bytes[i] = (data[i] + 1) * 127.5
  const [n, h, w, c] = shape
  return { shape: [n, h, w, c], bytes: new Uint8Array(bytes.buffer) }
}

/** 0..255 to [-1, 1]. */
export function valuesOf({ shape, bytes }: Images): NdArray {
  return { shape, data: Float32Array.from(bytes, (byte) => byte / 127.5 - 1) }
}

/** The same image `count` times. */
export function repeated({ shape: [, h, w, c], bytes }: Images, count: number): Images {
  const all = new Uint8Array(count * bytes.length)
  for (let i = 0; i < count; i++) all.set(bytes, i * bytes.length)
  return { shape: [count, h, w, c], bytes: all }
}

/** At most `most` of some images, from number `first` on. */
export function imagesFrom({ shape, bytes }: Images, first: number, most: number): Images {
  const [n, h, w, c] = shape
  const [size, count] = [h * w * c, Math.min(most, n - first)]
  return { shape: [count, h, w, c], bytes: bytes.slice(first * size, (first + count) * size) }
}

/** Image `index` of some. */
export const imageAt = (images: Images, index: number): Images => imagesFrom(images, index, 1)

/** Without their alpha, which is a colour like the others to a network's noise. */
export function opaque({ shape: [n, h, w, c], bytes }: Images): Images {
  if (!hasAlpha(c)) return { shape: [n, h, w, c], bytes }
  return { shape: [n, h, w, c - 1], bytes: bytes.filter((_, i) => i % c < c - 1) }
}

/** Whether images can be transparent. */
export const isTransparent = ({ shape }: Images): boolean => hasAlpha(shape[3])

/** Red, green, blue and alpha of image `index`, pixel by pixel. */
export function rgbaOf({ shape: [, h, w, c], bytes }: Images, index = 0): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(4 * h * w)
  for (let pixel = 0; pixel < h * w; pixel++) {
    const from = (index * h * w + pixel) * c
    for (let i = 0; i < 3; i++) rgba[4 * pixel + i] = bytes[from + (c > 2 ? i : 0)]
    rgba[4 * pixel + 3] = hasAlpha(c) ? bytes[from + c - 1] : 255
  }
  return rgba
}
