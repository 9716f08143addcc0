/** Which classes a model learns from data, by name. */

import type { AnyDataset } from '../data/dataset.ts'
import type { Network } from '../nn/network.ts'

/** The names of the classes that a model learns from data, where it learns those of the data. */
export function learntClasses(
  { classes }: Pick<Network, 'classes'>,
  { classes: names }: Pick<AnyDataset, 'classes'>,
): { readonly classNames?: readonly string[] } {
  return names && classes > 0 && classes === names.length ? { classNames: names } : {}
}
