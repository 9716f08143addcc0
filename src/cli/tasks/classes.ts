/** The classes of a task's results: any, unless the command line names some. */

import { predictsAny } from '../../diffusion/denoiser.ts'
import type { GuidanceOptions } from '../../diffusion/guidance.ts'
import { defaultGuidance } from '../../diffusion/sampling-defaults.ts'
import type { LoadedFile } from '../../hosts/node/model-file.ts'
import { usageError } from '../usage-errors.ts'

export interface ClassFlags {
  readonly classes?: readonly number[] | undefined
  readonly guidance?: number | undefined
}

/**
 * The library's options for so many images.
 * @param turnOf the place among the classes, from 0, of each image; after the last comes the first
 * @throws {DdpmError} `usage.class-required`, `usage.guidance-without-class`
 */
export function classesOf(
  { classes, guidance }: ClassFlags,
  { network: model }: LoadedFile,
  count: number,
  turnOf: (image: number) => number,
): GuidanceOptions {
  if (classes) {
    const labels = Array.from({ length: count }, (_, i) => classes[turnOf(i) % classes.length])
    return { labels, guidance: guidance ?? defaultGuidance(model) }
  }
  if (model.classes > 0 && !predictsAny(model)) {
    throw usageError('usage.class-required', { most: model.classes - 1 })
  }
  if (guidance === undefined || guidance === 1 || model.classes === 0) return { guidance }
  throw usageError('usage.guidance-without-class', { guidance, most: model.classes - 1 })
}
