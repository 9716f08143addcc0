/** Labels as a classifier needs them. */

import { UserError } from '../base/errors.ts'
import type { Dataset } from '../data/dataset.ts'

/** How many classes a dataset has: those it names, else one more than its largest label. */
export function classCount({ labels, classes }: Dataset): number {
  if (classes) return classes.length
  return labels ? labels.reduce((most, label) => Math.max(most, label), 0) + 1 : 0
}

/**
 * One label per image, each below `classes`.
 * @throws {UserError} where there are none, or where they are of other classes.
 */
export function labelsOf({ name, labels }: Dataset, classes: number): Uint8Array {
  if (!labels) {
    throw new UserError(
      `${name} has no labels, and without them no classifier can learn to read its pictures: ` +
        'add a label file, or put the images into a sub-folder per class',
    )
  }
  const stranger = labels.find((label) => label >= classes)
  if (stranger === undefined) return labels
  throw new UserError(`${name} has a label ${stranger}, but ${classes} classes: mend its labels`)
}
