/** Handwritten-looking digits made from nothing but a seed: a dataset without a download. */

import type { ImageSize } from '../base/image-size.ts'
import { streams } from '../engine/random.ts'
import type { Dataset } from './dataset.ts'
import { habits } from './digits/drawings.ts'
import { write } from './digits/hand.ts'
import { inkStroke } from './digits/pen.ts'
import { type Drawer, drawn, drawnInSlices, type SlicesOptions } from './drawn.ts'
import { drawnError } from './errors/drawn.ts'

export interface DigitsOptions {
  /** How many images; 60,000 by default, as in MNIST. */
  readonly count?: number | undefined
  readonly seed?: number | undefined
  /** Number of the first image; 0 by default. */
  readonly first?: number | undefined
  /** Pixels of each side, at least 12; 28 by default. A digit fills the square in the middle. */
  readonly imageSize?: ImageSize | undefined
}

/** Below this the strokes of a digit touch. */
export const SMALLEST_DIGITS = 12

const drawer: Drawer = {
  ...{ name: 'digits', channels: 1, smallest: SMALLEST_DIGITS, stream: streams.digits },
  classes: habits.map((_, digit) => String(digit)),
  draw({ bytes, offset, width, height }, label, random) {
    const size = Math.min(width, height)
    const corner = ((height - size) >> 1) * width + ((width - size) >> 1)
    const sheet = { bytes, offset: offset + corner, size, pitch: width }
    for (const stroke of write(label, size, random)) inkStroke(sheet, stroke)
  },
  refuse: (option, value, least) => drawnError('digits.option-invalid', { option, value, least }),
}

const withDefaults = ({ count = 60_000, imageSize = 28, ...rest }: DigitsOptions) => ({
  ...{ ...rest, count, imageSize },
})

/**
 * Digits 0..9 as a pen writes them, (count, height, width, 1), labelled; their shapes follow MNIST.
 * Image i, counted from `first`, depends on `seed` and its number alone, to the bit, on every
 * machine.
 * @throws {DdpmError} `digits.option-invalid`
 */
export const digits = (options: DigitsOptions = {}): Dataset => drawn(drawer, withDefaults(options))

/**
 * The same digits, drawn in slices of some 20 ms, so that the event loop keeps turning.
 * @throws {DdpmError} `digits.option-invalid`; the signal's reason once it is aborted
 */
export const digitsInSlices = (
  options: DigitsOptions = {},
  slices?: SlicesOptions,
): Promise<Dataset> => drawnInSlices(drawer, withDefaults(options), slices)
