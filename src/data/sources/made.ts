/** What sources of drawn images have in common: those to test with, and what a set takes. */

import { sidesOf } from '../../base/image-size.ts'
import type { LoadOptions, MadeSource, PlannedImages } from '../source.ts'

/** Images to test with, as a share of those to train on, and at least so many. */
const TEST_SHARE = 0.1
const LEAST_TESTED = 2

/** Far more than any memory holds. */
export const MOST_DRAWN = 10_000_000

/** Images to test with follow those to train on: they are drawn by the same hand, and are others. */
function rangeOf({ split = 'train', count = 0 }: LoadOptions) {
  if (split === 'train') return { first: 0, count }
  return { first: count, count: Math.max(LEAST_TESTED, Math.round(count * TEST_SHARE)) }
}

/** What a source of drawn images says of itself. */
type DrawnSource = Omit<MadeSource, 'origin' | 'plan' | 'make'> & {
  readonly options: {
    readonly count: { readonly default: number }
    readonly imageSize: { readonly default: number }
  }
  readonly channels: (options: LoadOptions) => PlannedImages['channels']
  /** The set, in slices: `first` and `count` say which of its images. */
  readonly draw: (
    options: Omit<LoadOptions, 'onProgress'> & { readonly first: number },
    onProgress: (done: number, total: number) => void,
  ) => ReturnType<MadeSource['make']>
}

/** A source of drawn images. */
export function drawnSource({ draw, channels, ...source }: DrawnSource): MadeSource {
  const { count: counted, imageSize: sized } = source.options
  return {
    ...{ ...source, origin: 'made' },
    plan({ count = counted.default, imageSize = sized.default, ...options }) {
      return { count, ...sidesOf(imageSize), channels: channels(options) }
    },
    make({ onProgress, count = counted.default, ...options }) {
      const report = (done: number, total: number) =>
        onProgress?.({ stage: 'drawing', done, total })
      return draw({ ...options, ...rangeOf({ split: options.split ?? 'train', count }) }, report)
    },
  }
}
