/** `ddpm inpaint`: from images and a mask to a sheet of completions. */

import { hideMasked, inpaintInSteps } from '../../diffusion/tasks/inpaint.ts'
import { type RepaintOptions, repaint } from '../../diffusion/tasks/repaint.ts'
import type { SampleReporter } from '../sample/reporter.ts'
import { type ModelSettings, withModel } from '../sample/with-model.ts'
import { withProgress } from '../sample/with-progress.ts'
import { plural } from '../terminal/format.ts'
import { type ClassFlags, classesOf, classTitles } from './classes.ts'
import { asTrained, givenImages } from './given-images.ts'
import { maskOf } from './mask.ts'
import { samplerOf, type TaskSampling } from './sampler.ts'
import { checkSheet, repeated, roundOf, rounds, writeSheet } from './sheet.ts'

export interface InpaintSettings extends ModelSettings, ClassFlags, RepaintOptions, TaskSampling {
  readonly sources: readonly string[]
  /** What `maskOf` understands. */
  readonly mask: string
  /** Results for each image. */
  readonly count: number
  readonly seed: number
  readonly output: string
  readonly scale: number
}

/** Makes the sheet. @throws the signal's reason where it is aborted. */
export async function runInpainting(
  settings: InpaintSettings,
  reporter: SampleReporter,
  signal: AbortSignal,
): Promise<void> {
  const { sources, seed, count, output, scale, jumpLength, resamplings } = settings
  await withModel(settings, reporter, async (loaded, device) => {
    const given = await givenImages(settings.source, sources, loaded, signal)
    const mask = await maskOf(
      settings.mask,
      loaded.network.imageShape,
      await asTrained(settings.source, loaded),
    )
    const sampler = samplerOf(settings, loaded.schedule)
    const repainting = { jumpLength, resamplings }
    checkSheet(count + 2, given, scale)
    const images = repeated(given, count)
    const classes = classesOf(settings, loaded, images.shape[0], roundOf(given))
    const asked = { ...loaded, model: loaded.network, ...classes, device, sampler, seed, signal }
    const options = { ...asked, images, mask, ...repainting }
    const made = await withProgress(
      plural(images.shape[0], 'image'),
      inpaintInSteps(options),
      reporter,
    )
    const before = [
      ['original', given],
      ['masked', hideMasked({ images: given, mask })],
    ] as const
    const columns = [...before, ...rounds(made, count, classTitles(settings.classes, loaded))]
    await writeSheet(output, 'grey is regenerated', columns, scale)
    const rows = repaint(sampler, repainting).rows.length
    reporter.news({ kind: 'sample', path: output, count: images.shape[0], seed, steps: rows })
    return [output]
  })
}
