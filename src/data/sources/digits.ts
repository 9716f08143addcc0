/** `digits`: handwritten-looking digits, made here. */

import { size, whole } from '../../base/option-specs.ts'
import { digits, digitsInSlices, SMALLEST_DIGITS } from '../digits.ts'
import { LARGEST_IMAGE } from '../source.ts'
import { drawnSource, MOST_DRAWN } from './made.ts'

/** What is drawn where nothing else is asked for. */
const options = {
  count: whole({
    ...{ min: 1, max: MOST_DRAWN, default: 60_000, flag: 'data-count' },
    help: 'how many are drawn',
  }),
  imageSize: size({
    each: { whole: true, min: SMALLEST_DIGITS, max: LARGEST_IMAGE },
    ...{ default: 28, flag: 'image-size' },
    help: 'pixels a side, or width and height',
  }),
  seed: whole({ min: 0, default: 0, help: 'what the handwriting depends on' }),
} as const

export const digitsSource = drawnSource({
  name: 'digits',
  help: 'made here, no download',
  options,
  channels: () => 1,
  draw: ({ seed, imageSize, first, count, signal }, onProgress) =>
    digitsInSlices({ seed, imageSize, first, count }, { signal, onProgress }),
  one: (index, { seed, imageSize }) => digits({ seed, imageSize, first: index, count: 1 }),
})
