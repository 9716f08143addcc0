/** Which classes a model learns from data, by name. */

import type { DatasetFacts } from '../data/check-dataset.ts'
import { inClassOrder, orderOfBefore } from '../data/class-order.ts'
import type { Network } from '../nn/network.ts'
import type { Checkpoint } from './config.ts'
import { trainingError } from './errors.ts'

/** The names of the classes that a model learns from data, where it learns those of the data. */
export function learntClasses(
  { classes }: Pick<Network, 'classes'>,
  { classes: names }: Pick<DatasetFacts, 'classes'>,
): { readonly classNames?: readonly string[] } {
  return names && classes > 0 && classes === names.length ? { classNames: names } : {}
}

/**
 * Data for a resumed run, its classes numbered as the run has learnt them.
 * @throws {DdpmError} `training.resume-differs` where it has other classes
 */
export function asLearnt<Data extends DatasetFacts>(
  data: Data,
  { classes }: Pick<Network, 'classes'>,
  resume: Pick<Checkpoint, 'classNames'> | undefined,
): Data {
  if (!resume || classes === 0 || !data.classes) return data
  const names = resume.classNames ?? orderOfBefore(data.classes)
  const numbered = inClassOrder(data, names)
  if (numbered) return numbered
  const [value, saved] = [data.classes.join(', '), names.join(', ')]
  throw trainingError('training.resume-differs', { option: 'data.classes', value, saved })
}
