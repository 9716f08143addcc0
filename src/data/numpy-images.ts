/** Arrays of numbers as images of bytes: which shapes and which values are images. No files. */

import type { NpyArray, Numbers } from '../formats/npy.ts'
import { numpyError } from './errors/numpy.ts'
import { LARGEST_IMAGE } from './source.ts'

export interface ImagesShape {
  readonly count: number
  readonly height: number
  readonly width: number
  readonly channels: number
  /** Whether channels come before rows, as PyTorch has them. */
  readonly planes: boolean
}

const MOST_CHANNELS = 4

/**
 * (N, H, W), (N, H, W, C) or (N, C, H, W), with 1 to 4 channels; where both may be meant, channels last.
 * @throws {DdpmError} `numpy.not-images`
 */
export function imagesShape(shape: readonly number[]): ImagesShape {
  const [count, a, b, c = 1] = shape
  const isWhole = shape.length >= 3 && shape.length <= 4 && shape.every((size) => size >= 1)
  const isPlanes = shape.length === 4 && c > MOST_CHANNELS && a <= MOST_CHANNELS
  const found = isPlanes
    ? { count, height: b, width: c, channels: a, planes: true }
    : { count, height: a, width: b, channels: c, planes: false }
  const isImage = Math.max(found.height, found.width) <= LARGEST_IMAGE
  if (isWhole && isImage && found.channels <= MOST_CHANNELS) return found
  throw numpyError('numpy.not-images', { shape })
}

interface Range {
  readonly low: number
  readonly high: number
  readonly whole: boolean
  readonly finite: boolean
}

function rangeOf(values: Numbers): Range {
  let [low, high, whole, finite] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, true, true]
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
    whole &&= Number.isInteger(value)
    finite &&= Number.isFinite(value)
  }
  return { low, high, whole, finite }
}

/** How a value becomes a byte. */
function scaleFor(type: string, { low, high, whole, finite }: Range): (value: number) => number {
  const isFloat = type.startsWith('f')
  if (!finite) throw numpyError('numpy.range-unclear', { type, low: Number.NaN, high: Number.NaN })
  if (!isFloat && low >= 0 && high <= 255) return (value) => value
  if (isFloat && !whole && low >= 0 && high <= 1) return (value) => Math.round(value * 255)
  if (isFloat && low < 0 && low >= -1 && high <= 1)
    return (value) => Math.round((value + 1) * 127.5)
  throw numpyError('numpy.range-unclear', { type, low, high })
}

/**
 * The bytes of an array: `uint8` as they are, `bool` as black and white, other whole numbers from 0 to 255,
 * and floats in [0, 1] or, where some are negative, in [-1, 1].
 * @throws {DdpmError} `numpy.range-unclear` for anything else
 */
export function bytesFrom({ type, values }: NpyArray): Uint8Array {
  if (Array.isArray(values))
    throw numpyError('numpy.range-unclear', { type, low: Number.NaN, high: Number.NaN })
  if (type === 'u1' && values instanceof Uint8Array) return values
  const numbers = values as Numbers
  if (type === 'b1') return Uint8Array.from(numbers as Uint8Array, (value) => (value ? 255 : 0))
  const scale = scaleFor(type === 'u2' ? 'f' : type, rangeOf(numbers))
  const bytes = new Uint8Array(numbers.length)
  for (let i = 0; i < bytes.length; i++) bytes[i] = scale(numbers[i])
  return bytes
}

/** (N, H, W, C), whichever way the channels come. */
export function toRows(bytes: Uint8Array, shape: ImagesShape): Uint8Array {
  const { count, height, width, channels, planes } = shape
  if (!planes || channels === 1) return bytes
  const plane = height * width
  const rows = new Uint8Array(bytes.length)
  let at = 0
  for (let image = 0; image < count; image++) {
    const start = image * plane * channels
    for (let pixel = 0; pixel < plane; pixel++) {
      for (let c = 0; c < channels; c++) rows[at++] = bytes[start + c * plane + pixel]
    }
  }
  return rows
}
