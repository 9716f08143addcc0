/** What a model is judged by, where its data has no test set: the last images. */

import { type Dataset, type Splits, splitLast, usualValidation } from './dataset.ts'
import type { LoadSplitsOptions } from './source.ts'

/** Of data of which nothing is known, the share for validation. */
const VALIDATION_SHARE = 0.1
/** Images that can be compared with others. */
const LEAST_VALIDATION = 2

/**
 * Data without a test set, and the images of it that are for validation.
 * @throws {DdpmError} `dataset.single-image`
 */
export function splitsOf(data: Dataset, { validation, onNotice }: LoadSplitsOptions): Splits {
  const unseen = validation === 'auto' ? usualValidation(data.count) : validation
  const shareOf = (images: number) => Math.min(images, data.count - 1) / data.count
  if (unseen !== undefined && unseen >= LEAST_VALIDATION) return splitLast(data, shareOf(unseen))
  const splits = splitLast(data, Math.max(VALIDATION_SHARE, shareOf(LEAST_VALIDATION)))
  if (unseen !== undefined) {
    onNotice?.(
      `Warning: the model was trained on the ${splits.validation.count} images of ${data.name} that ` +
        'count as validation images here, so copies of them score well: train with --validation auto',
    )
  }
  return splits
}
