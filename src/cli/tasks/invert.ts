/** `ddpm invert`: from images to their noise, and from there back by DDIM. */

import { type NdArray, sizeOf } from '../../base/shape.ts'
import { sampleInSteps } from '../../diffusion/sample.ts'
import { buildSampler } from '../../diffusion/samplers/build.ts'
import { invertInSteps } from '../../diffusion/tasks/invert.ts'
import type { TypedSamplerOptions } from '../options/sampler-flags.ts'
import type { SampleReporter } from '../sample/reporter.ts'
import { type ModelSettings, withModel } from '../sample/with-model.ts'
import { withProgress } from '../sample/with-progress.ts'
import { plural } from '../terminal/format.ts'
import { type ClassFlags, classesOf } from './classes.ts'
import { givenImages } from './given-images.ts'
import { spacingOf, stepsOf } from './sampler.ts'
import { checkSheet, writeSheet } from './sheet.ts'

export interface InversionSettings extends ModelSettings, Pick<ClassFlags, 'classes'> {
  readonly sources: readonly string[]
  readonly steps?: number | undefined
  /** `spacing` alone. */
  readonly samplerOptions?: TypedSamplerOptions | undefined
  readonly output: string
  readonly scale: number
}

const norm = (x: Float32Array) => Math.sqrt(x.reduce((sum, value) => sum + value * value, 0))

/** Relative L2 error of each image. */
function errorsOf(made: NdArray, given: NdArray): number[] {
  const size = sizeOf(given.shape.slice(1))
  return Array.from({ length: given.shape[0] }, (_, i) => {
    const a = made.data.subarray(i * size, (i + 1) * size)
    const b = given.data.subarray(i * size, (i + 1) * size)
    return norm(a.map((value, k) => value - b[k])) / norm(b)
  })
}

/** Makes the sheet. @throws the signal's reason where it is aborted. */
export async function runInversion(
  settings: InversionSettings,
  reporter: SampleReporter,
  signal: AbortSignal,
): Promise<void> {
  const { sources, output, scale } = settings
  await withModel(settings, reporter, async (loaded, device) => {
    const images = await givenImages(settings.source, sources, loaded, signal)
    const steps = stepsOf(loaded.schedule, settings.steps)
    const spacing = spacingOf(settings.samplerOptions)
    const count = images.shape[0]
    checkSheet(3, images, scale)
    const classes = classesOf({ ...settings, guidance: 1 }, loaded, count, (i) => i)
    const options = { ...loaded, model: loaded.network, ...classes, device, steps, spacing, signal }
    const noise = await withProgress(
      `the noise of ${plural(count, 'image')}`,
      invertInSteps({ ...options, images }),
      reporter,
    )
    const sampler = buildSampler('ddim', loaded.schedule, { steps, spacing, clip: 'none' })
    const sampling = sampleInSteps({ ...options, sampler, initial: noise, count })
    const back = await withProgress('the reconstruction', sampling, reporter)
    const errors = errorsOf(back, images)
    const columns = [
      ['original', images],
      ['noise', noise],
      ['reconstruction', back],
    ] as const
    await writeSheet(output, `DDIM inversion, ${plural(steps, 'step')}`, columns, scale)
    const percent = errors.map((error) => `${(100 * error).toPrecision(2)} %`).join(', ')
    reporter.news({ kind: 'inversion', errors })
    reporter.notice(
      `Relative error of the reconstruction after ${plural(steps, 'step')}: ${percent}`,
    )
    return [output]
  })
}
