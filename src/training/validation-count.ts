/** How many images are kept for validation. */

import { type AnyDataset, usualValidation } from '../data/dataset.ts'

/** Images at the end of the data that are kept for validation. */
export const validationOf = (validation: number | 'auto', { count }: Pick<AnyDataset, 'count'>) =>
  validation === 'auto' ? usualValidation(count) : validation
