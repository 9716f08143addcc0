/** Handwritten-looking digits made from nothing but a seed: a dataset without a download. */

import { type ImageSize, type Sides, sidesOf } from '../base/image-size.ts'
import { pacer } from '../base/pace.ts'
import { RandomStream, streams } from '../engine/random.ts'
import type { Dataset } from './dataset.ts'
import { habits } from './digits/drawings.ts'
import { write } from './digits/hand.ts'
import { inkStroke } from './digits/pen.ts'
import { readingError } from './errors/reading.ts'

export interface DigitsOptions {
  /** How many images; 60,000 by default, as in MNIST. */
  readonly count?: number
  readonly seed?: number
  /** Number of the first image; 0 by default. */
  readonly first?: number
  /** Pixels of each side, at least 12; 28 by default. A digit fills the square in the middle. */
  readonly imageSize?: ImageSize
}

/** Below this the strokes of a digit touch. */
export const SMALLEST_DIGITS = 12

function checkWhole(value: number, least: number, option: string): void {
  if (!Number.isInteger(value) || value < least) {
    throw readingError('digits.option-invalid', { option, value, least })
  }
}

interface Sheets extends Required<Omit<DigitsOptions, 'imageSize'>>, Sides {
  readonly images: Uint8Array
  readonly labels: Uint8Array
}

/** Room for the digits. @throws {DdpmError} `digits.option-invalid` */
function emptySheets({
  count = 60_000,
  seed = 0,
  imageSize = 28,
  first = 0,
}: DigitsOptions): Sheets {
  checkWhole(count, 1, 'count')
  const { width, height } = sidesOf(imageSize)
  for (const side of [width, height]) checkWhole(side, SMALLEST_DIGITS, 'imageSize')
  checkWhole(first, 0, 'first')
  const images = new Uint8Array(count * height * width)
  return { count, seed, width, height, first, images, labels: new Uint8Array(count) }
}

/** A digit in the square in the middle of its image. */
function draw({ seed, width, height, first, images, labels }: Sheets, i: number): void {
  const random = new RandomStream(seed, streams.digits, first + i)
  labels[i] = random.nextInt(habits.length)
  const size = Math.min(width, height)
  const corner = ((height - size) >> 1) * width + ((width - size) >> 1)
  const sheet = { bytes: images, offset: i * height * width + corner, size, pitch: width }
  for (const stroke of write(labels[i], size, random)) inkStroke(sheet, stroke)
}

function datasetFrom({ count, width, height, images, labels }: Sheets): Dataset {
  const classes = habits.map((_, digit) => String(digit))
  return { name: 'digits', count, height, width, channels: 1, images, labels, classes }
}

/**
 * Digits 0..9 as a pen writes them, (count, height, width, 1), labelled; their shapes follow MNIST.
 * Image i, counted from `first`, depends on `seed` and its number alone, to the bit, on every
 * machine.
 * @throws {DdpmError} `digits.option-invalid`
 */
export function digits(options: DigitsOptions = {}): Dataset {
  const sheets = emptySheets(options)
  for (let i = 0; i < sheets.count; i++) draw(sheets, i)
  return datasetFrom(sheets)
}

/** How a drawing in slices is watched and ended. */
export interface SlicesOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (done: number, total: number) => void
}

/** Digits between two turns of the event loop, at most. */
const AT_ONCE = 16

/**
 * The same digits, drawn in slices of some 20 ms, so that the event loop keeps turning.
 * @throws {DdpmError} `digits.option-invalid`; the signal's reason once it is aborted
 */
export async function digitsInSlices(
  options: DigitsOptions = {},
  { signal, onProgress }: SlicesOptions = {},
): Promise<Dataset> {
  const sheets = emptySheets(options)
  const pace = pacer(signal)
  for (let from = 0; from < sheets.count; from += AT_ONCE) {
    await pace()
    onProgress?.(from, sheets.count)
    for (let i = from; i < Math.min(from + AT_ONCE, sheets.count); i++) draw(sheets, i)
  }
  onProgress?.(sheets.count, sheets.count)
  return datasetFrom(sheets)
}
