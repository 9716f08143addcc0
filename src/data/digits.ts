/** Handwritten-looking digits made from nothing but a seed: a dataset without a download. */

import { RandomStream, streams } from '../engine/random.ts'
import type { Dataset } from './dataset.ts'
import { habits } from './digits/drawings.ts'
import { write } from './digits/hand.ts'
import { inkStroke } from './digits/pen.ts'
import { dataError } from './errors.ts'

export interface DigitsOptions {
  /** How many images; 60,000 by default, as in MNIST. */
  readonly count?: number
  readonly seed?: number
  /** Number of the first image; 0 by default. */
  readonly first?: number
  /** Pixels in width and in height, at least 12; 28 by default. */
  readonly size?: number
}

const SMALLEST = 12

function checkWhole(value: number, least: number, option: string): void {
  if (!Number.isInteger(value) || value < least) {
    throw dataError('digits.option-invalid', { option, value, least })
  }
}

/**
 * Digits 0..9 as a pen writes them, (count, size, size, 1), labelled; their look follows MNIST.
 * Image i, counted from `first`, depends on `seed` and its number alone, to the bit, on every
 * machine.
 * @throws {DdpmError} `digits.option-invalid`
 */
export function digits(options: DigitsOptions = {}): Dataset {
  const { count = 60_000, seed = 0, size = 28, first = 0 } = options
  checkWhole(count, 1, 'count')
  checkWhole(size, SMALLEST, 'size')
  checkWhole(first, 0, 'first')
  const images = new Uint8Array(count * size * size)
  const labels = new Uint8Array(count)
  for (let i = 0; i < count; i++) {
    const random = new RandomStream(seed, streams.digits, first + i)
    labels[i] = random.nextInt(habits.length)
    const sheet = { bytes: images, offset: i * size * size, size }
    for (const stroke of write(labels[i], size, random)) inkStroke(sheet, stroke)
  }
  const classes = habits.map((_, digit) => String(digit))
  return { name: 'digits', count, height: size, width: size, channels: 1, images, labels, classes }
}
