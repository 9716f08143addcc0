/** Sampling from a file to images: what is opened, made and written, in order. */

import { extname, join } from 'node:path'
import { type SamplingOptions, sampleInSteps } from '../../diffusion/sample.ts'
import { trajectoryInSteps } from '../../diffusion/trajectory.ts'
import { encodePng } from '../../formats/png.ts'
import { writeAtomically } from '../../hosts/node/files.ts'
import type { LoadedFile } from '../../hosts/node/model-file.ts'
import { type Asking, askFor } from '../asking.ts'
import { breathe } from '../breathe.ts'
import { interruption, isInterruption } from '../errors.ts'
import { checkMemory, dataBytes, gridBytes, imagesBytes } from '../memory-check.ts'
import { gridLayout, namedGrid } from '../named-grid.ts'
import { checkOutputs } from '../outputs.ts'
import { plural } from '../terminal/format.ts'
import {
  animationOf,
  checkTrajectory,
  drawingAnimation,
  frameEvery,
  stripOf,
  TRAJECTORY_COUNT,
} from '../trajectory.ts'
import { type ManySamples, writeArrays, writeSingles } from './many.ts'
import { kindOfPlace, sampleName } from './places.ts'
import type { SampleReporter } from './reporter.ts'
import { type ModelSettings, withModel } from './with-model.ts'
import { withProgress } from './with-progress.ts'

export interface SampleSettings extends ModelSettings, Asking {
  readonly count: number
  readonly seed: number
  /** A PNG for the grid, a folder for a PNG each, or an `.npz` of arrays. */
  readonly output: string
  /** Pixels around and between the images of the grid. */
  readonly padding?: number | undefined
  /** By default one for each class, where they are few and named. */
  readonly columns?: number | undefined
  /** By default 1, or as large as names need. */
  readonly scale?: number | undefined
  /** Whether the grid names the images' classes. */
  readonly names: boolean
  readonly trajectory: boolean
  readonly gif: boolean
  /** Timesteps between the images of the trajectory. */
  readonly saveEvery: number
}

/** `a/samples.png` and `-trajectory.png` as `a/samples-trajectory.png`. */
export function beside(path: string, ending: string): string {
  return path.slice(0, path.length - extname(path).length) + ending
}

/** Where the strip and the animation go, as far as they are wanted. */
function trajectoryPaths({ output, trajectory, gif }: SampleSettings) {
  return {
    strip: trajectory ? beside(output, '-trajectory.png') : undefined,
    animation: gif ? beside(output, '.gif') : undefined,
  }
}

/** @throws {DdpmError} `cli.memory-exceeded` where the images, or the file that holds them, would not fit in memory */
function checkSize(
  settings: SampleSettings,
  { network: model, schedule }: LoadedFile,
  { sampler, labels }: Pick<SamplingOptions, 'sampler' | 'labels'>,
): void {
  const { count, names, saveEvery, output } = settings
  const shape = model.imageShape
  const what = plural(count, 'image')
  const kind = kindOfPlace(output)
  if (kind === 'arrays') checkMemory(what, dataBytes(count, shape), 'use a smaller -n')
  if (kind !== 'grid') return
  checkMemory(what, imagesBytes(count, shape), 'use a smaller -n')
  const named = names ? labels : undefined
  const layout = gridLayout({ ...settings, labels: named }, shape[1])
  const size = gridBytes(count, shape, { ...layout, isNamed: named !== undefined })
  checkMemory(`the grid of ${what}`, size, 'use a smaller --scale or -n')
  if (!settings.trajectory && !settings.gif) return
  const { timesteps } = schedule
  const job = { count: Math.min(count, TRAJECTORY_COUNT), timesteps, rows: sampler.rows.length }
  checkTrajectory(job, shape, frameEvery(timesteps, saveEvery), saveEvery)
}

/** The grid. @returns its path */
async function makeGrid(
  options: SamplingOptions,
  settings: SampleSettings,
  classNames: readonly string[] | undefined,
  reporter: SampleReporter,
): Promise<string> {
  const { output, names, seed } = settings
  const asked = { ...settings, labels: names ? options.labels : undefined }
  const what = plural(settings.count, 'image')
  const images = await withProgress(what, sampleInSteps(options), reporter)
  await writeAtomically(output, encodePng(namedGrid(images, asked, classNames)))
  const steps = options.sampler.rows.length
  reporter.news({ kind: 'sample', path: output, count: settings.count, seed, steps })
  return output
}

/** The strip and the animation, as far as they are wanted. @returns their paths */
async function makeTrajectory(
  options: SamplingOptions,
  settings: SampleSettings,
  timesteps: number,
  reporter: SampleReporter,
): Promise<string[]> {
  const { strip, animation } = trajectoryPaths(settings)
  if (!strip && !animation) return []
  const shown = Math.min(settings.count, TRAJECTORY_COUNT)
  const labels = options.labels?.slice(0, shown)
  const short = { ...options, count: shown, labels }
  const every = frameEvery(timesteps, settings.saveEvery)
  const frames = await withProgress('the trajectory', trajectoryInSteps(short, every), reporter)
  const wanted: [string, Uint8Array][] = []
  if (strip) wanted.push([strip, encodePng(stripOf(frames, settings.saveEvery))])
  if (animation) {
    reporter.news(drawingAnimation)
    await breathe()
    wanted.push([animation, animationOf(frames)])
  }
  for (const [path, bytes] of wanted) await writeAtomically(path, bytes)
  return wanted.map(([path]) => path)
}

/** The grid, and beside it what else is wanted. @returns their paths */
async function makeGridAndMore(
  options: SamplingOptions,
  settings: SampleSettings,
  { schedule, classNames }: LoadedFile,
  reporter: SampleReporter,
): Promise<string[]> {
  const path = await makeGrid(options, settings, classNames, reporter)
  try {
    const { timesteps } = schedule
    return [path, ...(await makeTrajectory(options, settings, timesteps, reporter))]
  } catch (error) {
    throw isInterruption(error) ? interruption('interrupted.grid-written', { path }) : error
  }
}

/** A file for each image, or their numbers. @returns the path */
async function makeMany(
  options: ManySamples['options'],
  { output, seed, scale = 1 }: SampleSettings,
  { classNames }: LoadedFile,
  reporter: SampleReporter,
): Promise<string> {
  const many: ManySamples = { options, seed, classNames, reporter }
  const isFolder = kindOfPlace(output) === 'folder'
  const path = await (isFolder ? writeSingles(many, output, scale) : writeArrays(many, output))
  const steps = options.sampler.rows.length
  reporter.news({ kind: 'sample', path, count: options.count, seed, steps })
  return path
}

/** Where files will be put. */
function placesOf(settings: SampleSettings): string[] {
  const { output, seed, count, startIndex = 0 } = settings
  if (kindOfPlace(output) === 'folder') {
    return [join(output, sampleName(seed, startIndex + count, undefined))]
  }
  const { strip, animation } = trajectoryPaths(settings)
  return [output, strip, animation].flatMap((path) => path ?? [])
}

/**
 * Generates and writes the images.
 * @throws the signal's reason where it is aborted; {DdpmError} where what is asked cannot be made.
 */
export async function runSampling(
  settings: SampleSettings,
  reporter: SampleReporter,
  signal: AbortSignal,
): Promise<void> {
  checkOutputs(placesOf(settings), '--output')
  await withModel(settings, reporter, async (loaded, device) => {
    const { seed, count, output } = settings
    const asked = askFor(settings, loaded, count)
    checkSize(settings, loaded, asked)
    const options = { ...asked, device, seed, count, signal }
    if (kindOfPlace(output) !== 'grid') return [await makeMany(options, settings, loaded, reporter)]
    return await makeGridAndMore(options, settings, loaded, reporter)
  })
}
