/** The classes of a task's results: any, unless the command line names some. */

import { predictsAny } from '../../diffusion/denoiser.ts'
import type { GuidanceOptions } from '../../diffusion/guidance.ts'
import { defaultGuidance } from '../../diffusion/sampling-defaults.ts'
import type { LoadedFile } from '../../hosts/node/model-file.ts'
import { classNumbers } from '../../models/choices.ts'
import { classNamesFor } from '../named-grid.ts'
import { usageError } from '../usage-errors.ts'

export interface ClassFlags {
  /** Names, or numbers from 0. */
  readonly classes?: readonly string[] | undefined
  readonly guidance?: number | undefined
}

/**
 * The library's options for so many images.
 * @param turnOf the place among the classes, from 0, of each image; after the last comes the first
 * @throws {DdpmError} `usage.class-required`, `usage.guidance-without-class`, `model.class-unknown`,
 * `model.without-classes`
 */
export function classesOf(
  { classes, guidance }: ClassFlags,
  loaded: LoadedFile,
  count: number,
  turnOf: (image: number) => number,
): GuidanceOptions {
  const { network: model, classNames: names } = loaded
  if (classes) {
    const turns = classNumbers(loaded, classes)
    const labels = Array.from({ length: count }, (_, i) => turns[turnOf(i) % turns.length])
    return { labels, guidance: guidance ?? defaultGuidance(model) }
  }
  if (model.classes > 0 && !predictsAny(model)) {
    throw usageError('usage.class-required', { most: model.classes - 1, names })
  }
  if (guidance === undefined || guidance === 1 || model.classes === 0) return { guidance }
  throw usageError('usage.guidance-without-class', { guidance, most: model.classes - 1, names })
}

/** What classes are called above their results: by their names, where the model has them. */
export const classTitles = (
  classes: readonly string[] | undefined,
  loaded: LoadedFile,
): readonly string[] | undefined =>
  classes && classNamesFor(classNumbers(loaded, classes), loaded.classNames)
