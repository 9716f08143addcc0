/** `digits`: handwritten-looking digits, made here. */

import { size, whole } from '../../base/option-specs.ts'
import { digits, digitsInSlices, SMALLEST_DIGITS } from '../digits.ts'
import { LARGEST_IMAGE, type LoadOptions, type MadeSource } from '../source.ts'

/** Digits to test with, as a share of those to train on, and at least so many. */
const TEST_SHARE = 0.1
const LEAST_TESTED = 2

const COUNT = 60_000
/** Far more than any memory holds. */
const MOST = 10_000_000

/** What is drawn where nothing else is asked for. */
export const digitsOptions = {
  count: whole({
    ...{ min: 1, max: MOST, default: COUNT, flag: 'data-count' },
    help: 'how many are drawn',
  }),
  imageSize: size({
    each: { whole: true, min: SMALLEST_DIGITS, max: LARGEST_IMAGE },
    ...{ default: 28, flag: 'image-size' },
    help: 'pixels a side, or width and height',
  }),
  seed: whole({ min: 0, default: 0, help: 'what the handwriting depends on' }),
} as const

/** Digits to test with follow those to train on: they are drawn by the same hand, and are others. */
function range({ split = 'train', count = COUNT }: LoadOptions) {
  if (split === 'train') return { first: 0, count }
  return { first: count, count: Math.max(LEAST_TESTED, Math.round(count * TEST_SHARE)) }
}

export const digitsSource: MadeSource = {
  name: 'digits',
  help: 'made here, no download',
  origin: 'made',
  options: digitsOptions,
  make({ signal, onProgress, seed, imageSize, ...given }) {
    const report = (done: number, total: number) => onProgress?.({ stage: 'drawing', done, total })
    return digitsInSlices({ seed, imageSize, ...range(given) }, { signal, onProgress: report })
  },
  one: (index, { seed, imageSize }) => digits({ seed, imageSize, first: index, count: 1 }),
}
