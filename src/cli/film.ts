/** A denoising run kept as frames, for the strip and the animation. */

import {
  denoise,
  denoisingGif,
  type NdArray,
  type Raster,
  type SamplingOptions,
  type SamplingProgress,
  sizeOf,
  trajectoryStrip,
} from '../node.ts'
import { breathe } from './breathe.ts'

/** Timesteps between the pictures of a strip, as in the notebook. */
export const STRIP_EVERY = 100
/** Pictures denoised together in a film; a strip shows the first. */
export const FILM_COUNT = 16
/** Frames of an animation, besides the first; about. */
const FRAMES = 50

export interface Frame {
  /** The timestep to be removed next; -1 when none is left. */
  readonly next: number
  /** (N, H, W, C) */
  readonly images: NdArray
}

/** Timesteps between the frames of an animation, a divisor of the strip's if there is one. */
export function frameEvery(timesteps: number, stripEvery: number = STRIP_EVERY): number {
  const perStrip = Math.max(1, Math.round((FRAMES * stripEvery) / timesteps))
  return Math.max(1, Math.floor(stripEvery / perStrip))
}

/** Whether a timestep divisible by `every` lies in from .. to + 1, those removed in between. */
function passes(from: number, to: number, every: number): boolean {
  return Math.floor(from / every) * every > to
}

/**
 * Denoises one batch, keeping the pure noise and the state whenever a timestep divisible by
 * `every` has been removed, or passed over by a sampler that takes longer strides.
 */
export async function* film(
  options: SamplingOptions,
  every: number,
): AsyncGenerator<SamplingProgress, Frame[]> {
  const { rows } = options.sampler
  const frames: Frame[] = []
  for await (const { step, steps, read } of denoise(options)) {
    const next = rows[step]?.t ?? -1
    const kept = step === 0 || passes(rows[step - 1].t, next, every)
    if (kept) frames.push({ next, images: await read() })
    if (step > 0) yield { done: step, total: steps }
    await breathe()
  }
  return frames
}

/** The first of some images. */
function firstOf({ shape, data }: NdArray): NdArray {
  const one = [1, ...shape.slice(1)]
  return { shape: one, data: data.subarray(0, sizeOf(one)) }
}

/** The first image of a film as the notebook shows it: noise, then after each `every` timesteps. */
export function stripOf(frames: readonly Frame[], every: number = STRIP_EVERY): Raster {
  const kept = frames.filter(({ next }, i) => i === 0 || passes(frames[i - 1].next, next, every))
  return trajectoryStrip(
    kept.map(({ images }) => firstOf(images)),
    kept.map(({ next }) => `t=${Math.max(next, 0)}`),
  )
}

/** The bytes of a film as an animated GIF. */
export function animationOf(frames: readonly Frame[]): Uint8Array {
  const states = frames.map(({ images }) => images)
  return denoisingGif(states, { columns: 4, scale: 3 })
}
