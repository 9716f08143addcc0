/**
 * What a model does with given images, or between samples: img2img, inpainting, interpolation, inversion.
 * Loaded when one of them is asked for, so that a page that only samples does without.
 */

import type { NdArray } from '../base/shape.ts'
import type { SamplingProgress } from '../diffusion/progress.ts'
import type { Schedule } from '../diffusion/schedules.ts'
import { imageToImageInSteps } from '../diffusion/tasks/img2img.ts'
import { inpaintInSteps } from '../diffusion/tasks/inpaint.ts'
import {
  interpolateImagesInSteps,
  interpolateSeedsInSteps,
} from '../diffusion/tasks/interpolate.ts'
import { invertInSteps } from '../diffusion/tasks/invert.ts'
import type { ModelOptions } from '../diffusion/tasks/options.ts'
import { classList, guidanceOf, type SamplerChoice, taskSampler, taskSteps } from './choices.ts'
import type { ModelContents } from './contents.ts'
import {
  type Img2ImgOptions,
  type InpaintOptions,
  type InterpolateOptions,
  type InterpolationEnds,
  type InvertOptions,
  samplerOptions,
} from './options.ts'

/** The model and what all tasks take. */
export type EditOptions = ModelOptions & {
  readonly schedule: Schedule
  readonly contents: ModelContents
}

/** Yields after each denoising step, and returns (count, H, W, C). */
type Edit = AsyncGenerator<SamplingProgress, NdArray>

function samplerFor(
  { schedule }: EditOptions,
  options: SamplerChoice,
  usual: 'ddpm' | 'dpm-solver++',
  strength?: number,
) {
  const { sampler = usual, own } = samplerOptions(options)
  return taskSampler(sampler, schedule, strength === undefined ? own : { ...own, strength })
}

/** See `Model.img2img`. */
export function img2img(given: EditOptions, images: NdArray, options: Img2ImgOptions): Edit {
  const { contents, ...own } = given
  const { strength = 0.5 } = options
  const guidance = guidanceOf(contents, options, images.shape[0], 'any')
  const sampler = samplerFor(given, options, 'dpm-solver++', strength)
  return imageToImageInSteps({ ...own, ...guidance, sampler, images })
}

/** See `Model.inpaint`. */
export function inpaint(
  given: EditOptions,
  images: NdArray,
  mask: NdArray,
  options: InpaintOptions,
): Edit {
  const { contents, ...own } = given
  const { jumpLength, resamplings } = options
  const guidance = guidanceOf(contents, options, images.shape[0], 'any')
  const sampler = samplerFor(given, options, 'ddpm')
  return inpaintInSteps({ ...own, ...guidance, sampler, images, mask, jumpLength, resamplings })
}

/** See `Model.interpolate`. */
export function interpolate(
  given: EditOptions,
  ends: InterpolationEnds,
  options: InterpolateOptions,
): Edit {
  const { contents, ...own } = given
  const { frames = 9, steps, sampler } = options
  const classes = classList(options.classes)
  const along = (frame: number) => Math.floor((frame * (classes?.length ?? 0)) / frames)
  const guided = 'seeds' in ends ? options : { ...options, guidance: 1 }
  const guidance = guidanceOf(contents, guided, frames, 'any', along)
  if ('images' in ends) {
    const { images } = ends
    const asked = { images, frames, steps: taskSteps(given.schedule, steps) }
    return interpolateImagesInSteps({ ...own, ...guidance, ...asked })
  }
  const chosen = samplerFor(given, { sampler, steps }, 'dpm-solver++')
  const asked = { seeds: ends.seeds, sampler: chosen, frames }
  return interpolateSeedsInSteps({ ...own, ...guidance, ...asked })
}

/** See `Model.invert`. */
export function invert(given: EditOptions, images: NdArray, options: InvertOptions): Edit {
  const { contents, ...own } = given
  const { classes, refine } = options
  const steps = taskSteps(given.schedule, options.steps)
  const guidance = guidanceOf(contents, { classes, guidance: 1 }, images.shape[0], 'any')
  return invertInSteps({ ...own, ...guidance, images, steps, refine })
}
