/** Of which class a model is asked. */

import type { ModelInfo } from '../compute/protocol.ts'

/** A class, or none in particular. */
export type ChosenClass = number | undefined

/** The chosen class where the model has it. A model that predicts for a class alone gets its first. */
export function askedClass(
  { classes, anyClass }: Pick<ModelInfo, 'classes' | 'anyClass'>,
  chosen: ChosenClass,
): ChosenClass {
  if (chosen !== undefined && chosen < classes) return chosen
  return classes > 0 && !anyClass ? 0 : undefined
}
