/** What a model learns of data besides its images: classes by name, and how images were prepared. */

import type { DatasetFacts } from '../data/check-dataset.ts'
import { inClassOrder, orderOfBefore } from '../data/class-order.ts'
import type { ModelContents } from '../models/contents.ts'
import type { Network } from '../nn/network.ts'
import type { Checkpoint } from './config.ts'
import { trainingError } from './errors.ts'

/**
 * The names of the classes that a model learns from data, where it learns those of the data, and how the
 * images were prepared.
 */
export function learntFrom(
  { classes }: Pick<Network, 'classes'>,
  { classes: names, preparation }: Pick<DatasetFacts, 'classes' | 'preparation'>,
): Pick<ModelContents, 'classNames' | 'preparation'> {
  const isLearnt = names && classes > 0 && classes === names.length
  return { ...(isLearnt && { classNames: names }), ...(preparation && { preparation }) }
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
