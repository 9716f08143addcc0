/** Labels as a classifier needs them. */

import type { Dataset } from '../data/dataset.ts'
import { evaluationError } from './errors.ts'

/** How many classes a dataset has: those it names, else one more than its largest label. */
export function classCount({ labels, classes }: Dataset): number {
  if (classes) return classes.length
  return labels ? labels.reduce((most, label) => Math.max(most, label), 0) + 1 : 0
}

/**
 * One label per image, each below `classes`.
 * @throws {DdpmError} `classifier.labels-missing`, `classifier.label-beyond-classes`
 */
export function labelsOf({ name, labels }: Dataset, classes: number): Uint8Array {
  if (!labels) throw evaluationError('classifier.labels-missing', { data: name })
  const stranger = labels.find((label) => label >= classes)
  if (stranger === undefined) return labels
  throw evaluationError('classifier.label-beyond-classes', { data: name, label: stranger, classes })
}
