/** The trajectory of a denoising run as a strip and as an animation. */

import { type NdArray, sizeOf } from '../base/shape.ts'
import { type TrajectoryFrame, thinTrajectory, trajectoryLabel } from '../diffusion/trajectory.ts'
import type { Raster } from '../formats/raster.ts'
import { denoisingGif } from '../images/animation.ts'
import { trajectoryStrip } from '../images/trajectory.ts'
import {
  checkAnimation,
  checkMemory,
  type ImageShape,
  imagesBytes,
  sheetBytes,
} from './memory-check.ts'

/** Timesteps between the images of a strip, as in the notebook. */
export const STRIP_EVERY = 100
/** Images denoised together for an animation; the strip shows the first. */
export const TRAJECTORY_COUNT = 16
/** Frames of an animation, besides the first; about. */
const FRAMES = 50

/**
 * Timesteps between the frames of an animation: the divisor of the strip's that comes nearest to some
 * FRAMES of them, by its proportion to that.
 */
export function frameEvery(timesteps: number, stripEvery: number = STRIP_EVERY): number {
  const wanted = timesteps / FRAMES
  const divisors = Array.from({ length: stripEvery }, (_, i) => i + 1).filter(
    (every) => stripEvery % every === 0,
  )
  const distance = (every: number) => Math.abs(Math.log(every / wanted))
  return divisors.reduce((best, every) => (distance(every) < distance(best) ? every : best))
}

/** Pixels a side of each pixel of a strip. */
const STRIP_SCALE = 4

/**
 * Whether a denoising run can be kept as frames, and shown.
 * @param every timesteps between the frames
 * @throws {DdpmError} `cli.memory-exceeded`, `cli.animation-too-large`
 */
export function checkTrajectory(
  { count, timesteps, rows }: { count: number; timesteps: number; rows: number },
  shape: ImageShape,
  every: number,
  stripEvery: number,
): void {
  const frames = Math.min(rows, Math.ceil(timesteps / every)) + 1
  const help = 'use a larger --save-every'
  checkMemory('the trajectory', imagesBytes(frames * count, shape), help)
  const columns = Math.min(rows, Math.ceil(timesteps / stripEvery)) + 1
  checkMemory('the strip of the trajectory', sheetBytes(columns, 1, shape, STRIP_SCALE), help)
  checkAnimation(frames, count, shape, { ...ANIMATION, help })
}

/** The first of some images. */
function firstOf({ shape, data }: NdArray): NdArray {
  const one = [1, ...shape.slice(1)]
  return { shape: one, data: data.subarray(0, sizeOf(one)) }
}

/** The first image of a trajectory as the notebook shows it: noise, then after each `every` timesteps. */
export function stripOf(frames: readonly TrajectoryFrame[], every: number = STRIP_EVERY): Raster {
  const kept = thinTrajectory(frames, every)
  return trajectoryStrip(
    kept.map(({ images }) => firstOf(images)),
    kept.map(trajectoryLabel),
  )
}

/** What is said before `animationOf`, which takes seconds where images are large. */
export const drawingAnimation = { kind: 'work', what: 'Drawing the animation' } as const

/** How each frame of an animation is laid out. */
export const ANIMATION = { columns: 4, scale: 3 } as const

/** The bytes of a trajectory as an animated GIF. */
export function animationOf(frames: readonly TrajectoryFrame[]): Uint8Array {
  const states = frames.map(({ images }) => images)
  return denoisingGif(states, ANIMATION)
}
