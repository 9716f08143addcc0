/** The classes of data in the order in which a model knows them: a number is to mean the same in both. */

import { naturalOrder } from '../base/natural-order.ts'
import type { DatasetFacts } from './check-dataset.ts'

const sameNames = (some: readonly string[], others: readonly string[]) =>
  some.length === others.length && some.every((name, i) => name === others[i])

/**
 * The same images with their labels numbered as `names` are; nothing where the data has other classes.
 * @param names of all classes of a model, in its order
 */
export function inClassOrder<Data extends DatasetFacts>(
  data: Data,
  names: readonly string[],
): Data | undefined {
  const { classes, labels } = data
  if (!classes || !labels || sameNames(classes, names)) return data
  const numbers = Uint8Array.from(classes, (name) => names.indexOf(name))
  if (!sameNames([...classes].sort(), [...names].sort())) return undefined
  return { ...data, classes: names, labels: labels.map((label) => numbers[label]) }
}

/**
 * The order in which folders were numbered before their names were kept: by their characters, in which
 * `10` comes before `2`. Other data had the order that it has.
 */
export function orderOfBefore(classes: readonly string[]): readonly string[] {
  return sameNames(classes, [...classes].sort(naturalOrder)) ? [...classes].sort() : classes
}
