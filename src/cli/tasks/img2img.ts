/** `ddpm img2img`: from images to a sheet of variations. */

import { imageToImageInSteps } from '../../diffusion/tasks/img2img.ts'
import type { SampleReporter } from '../sample/reporter.ts'
import { type ModelSettings, withModel } from '../sample/with-model.ts'
import { withProgress } from '../sample/with-progress.ts'
import { plural } from '../terminal/format.ts'
import { type ClassFlags, classesOf, classTitles } from './classes.ts'
import { givenImages } from './given-images.ts'
import { samplerOf, type TaskSampling } from './sampler.ts'
import { checkSheet, repeated, roundOf, rounds, writeSheet } from './sheet.ts'

export interface ImageToImageSettings extends ModelSettings, ClassFlags, TaskSampling {
  readonly sources: readonly string[]
  readonly strength: number
  /** Results for each image. */
  readonly count: number
  readonly seed: number
  readonly output: string
  readonly scale: number
}

/** Makes the sheet. @throws the signal's reason where it is aborted. */
export async function runImageToImage(
  settings: ImageToImageSettings,
  reporter: SampleReporter,
  signal: AbortSignal,
): Promise<void> {
  const { sources, strength, seed, count, output, scale } = settings
  await withModel(settings, reporter, async (loaded, device) => {
    const given = await givenImages(settings.source, sources, loaded, signal)
    const sampler = samplerOf(settings, loaded.schedule, { strength })
    checkSheet(count + 1, given, scale)
    const images = repeated(given, count)
    const classes = classesOf(settings, loaded, images.shape[0], roundOf(given))
    const options = {
      ...loaded,
      model: loaded.network,
      ...classes,
      device,
      sampler,
      images,
      seed,
      signal,
    }
    const what = plural(images.shape[0], 'image')
    const made = await withProgress(what, imageToImageInSteps(options), reporter)
    const columns = [
      ['original', given] as const,
      ...rounds(made, count, classTitles(settings.classes, loaded)),
    ]
    await writeSheet(output, `strength ${strength}`, columns, scale)
    const news = { path: output, count: images.shape[0], seed, steps: sampler.rows.length }
    reporter.news({ kind: 'sample', ...news })
    return [output]
  })
}
