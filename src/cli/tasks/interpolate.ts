/** `ddpm interpolate`: the images between two seeds or two images, as a grid and as an animation. */

import { type NdArray, sizeOf } from '../../base/shape.ts'
import type { SamplerName } from '../../diffusion/samplers/registry.ts'
import {
  interpolateImagesInSteps,
  interpolateSeedsInSteps,
} from '../../diffusion/tasks/interpolate.ts'
import type { Device } from '../../engine/device.ts'
import { encodePng } from '../../formats/png.ts'
import { writeAtomically } from '../../hosts/node/files.ts'
import type { LoadedFile } from '../../hosts/node/model-file.ts'
import { denoisingGif } from '../../images/animation.ts'
import { grid } from '../../images/grid.ts'
import {
  checkAnimation,
  checkMemory,
  gridBytes,
  type ImageShape,
  imagesBytes,
} from '../memory-check.ts'
import type { TypedSamplerOptions } from '../options/sampler-flags.ts'
import { checkOutputs } from '../outputs.ts'
import type { SampleReporter } from '../sample/reporter.ts'
import { beside } from '../sample/session.ts'
import { type ModelSettings, withModel } from '../sample/with-model.ts'
import { withProgress } from '../sample/with-progress.ts'
import { plural } from '../terminal/format.ts'
import { type ClassFlags, classesOf } from './classes.ts'
import { givenImages } from './given-images.ts'
import { samplerOf, spacingOf, stepsOf } from './sampler.ts'

/** The two ends. */
export type Ends =
  | { readonly seeds: readonly [number, number]; readonly sampler: SamplerName }
  | { readonly sources: readonly [string, string] }

/** Guidance is for seeds. */
export interface InterpolationSettings extends ModelSettings, ClassFlags {
  readonly ends: Ends
  readonly frames: number
  readonly steps?: number | undefined
  /** Of two images `spacing` alone. */
  readonly samplerOptions?: TypedSamplerOptions | undefined
  readonly output: string
  readonly columns: number
  readonly scale: number
  readonly gif: boolean
}

/** The task's steps, whichever ends are given. */
async function interpolation(
  { source, ends, frames, steps, samplerOptions, classes, guidance }: InterpolationSettings,
  loaded: LoadedFile,
  device: Device,
  signal: AbortSignal,
) {
  const { schedule } = loaded
  const asked = { classes, guidance: 'seeds' in ends ? guidance : 1 }
  const turnOf = (i: number) => Math.floor((i * (classes?.length ?? 0)) / frames)
  const labels = classesOf(asked, loaded, frames, turnOf)
  const options = { ...loaded, model: loaded.network, ...labels, device, frames, signal }
  if ('seeds' in ends) {
    const sampler = samplerOf({ sampler: ends.sampler, samplerOptions, steps }, schedule)
    return interpolateSeedsInSteps({ ...options, sampler, seeds: ends.seeds })
  }
  const images = await givenImages(source, ends.sources, loaded, signal)
  const spacing = spacingOf(samplerOptions)
  return interpolateImagesInSteps({ ...options, images, spacing, steps: stepsOf(schedule, steps) })
}

/** Forwards and backwards, one image per frame. */
function thereAndBack({ shape, data }: NdArray, scale: number): Uint8Array {
  const one = [1, ...shape.slice(1)]
  const size = sizeOf(one)
  const frames = Array.from({ length: shape[0] }, (_, i) => {
    return { shape: one, data: data.subarray(i * size, (i + 1) * size) }
  })
  const back = frames.slice(1, -1).reverse()
  return denoisingGif([...frames, ...back], { scale, delay: 120, holdLast: 120 })
}

/** @throws {DdpmError} `cli.memory-exceeded`, `cli.animation-too-large` */
function checkSize({ frames, columns, scale, gif }: InterpolationSettings, shape: ImageShape) {
  checkMemory('the images', imagesBytes(frames, shape), 'use fewer --frames')
  const size = gridBytes(frames, shape, { columns, scale })
  checkMemory('the grid of the images', size, 'use a smaller --scale, or fewer --frames')
  if (!gif) return
  const help = 'use a smaller --scale, or fewer --frames'
  checkAnimation(2 * frames - 2, 1, shape, { columns: 1, scale, help })
}

/** Makes the images. @throws the signal's reason where it is aborted. */
export async function runInterpolation(
  settings: InterpolationSettings,
  reporter: SampleReporter,
  signal: AbortSignal,
): Promise<void> {
  const { ends, frames, output, columns, scale, gif } = settings
  const animation = gif ? beside(output, '.gif') : undefined
  checkOutputs([output, ...(animation ? [animation] : [])], '--output')
  await withModel(settings, reporter, async (loaded, device) => {
    checkSize(settings, loaded.network.imageShape)
    const run = await interpolation(settings, loaded, device, signal)
    const images = await withProgress(plural(frames, 'image'), run, reporter)
    await writeAtomically(output, encodePng(grid(images, { columns, scale })))
    const steps = stepsOf(loaded.schedule, settings.steps)
    const seed = 'seeds' in ends ? ends.seeds[0] : undefined
    reporter.news({ kind: 'sample', path: output, count: frames, seed, steps })
    if (!animation) return [output]
    await writeAtomically(animation, thereAndBack(images, scale))
    return [output, animation]
  })
}
