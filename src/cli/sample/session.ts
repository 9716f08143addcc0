/** Sampling from a file to images: what is opened, made and written, in order. */

import { extname } from 'node:path'
import type { SamplingProgress } from '../../diffusion/progress.ts'
import { type SamplingOptions, sampleInSteps } from '../../diffusion/sample.ts'
import { trajectoryInSteps } from '../../diffusion/trajectory.ts'
import { encodePng } from '../../formats/png.ts'
import { writeAtomically } from '../../hosts/node/files.ts'
import type { LoadedFile } from '../../hosts/node/model-file.ts'
import { type Asking, askFor } from '../asking.ts'
import { breathe } from '../breathe.ts'
import { interruption, isInterruption } from '../errors.ts'
import { checkMemory, gridBytes, imagesBytes } from '../memory-check.ts'
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
import type { SampleReporter } from './reporter.ts'
import { type ModelSettings, withModel } from './with-model.ts'

export interface SampleSettings extends ModelSettings, Asking {
  readonly count: number
  readonly seed: number
  /** Of the grid. */
  readonly output: string
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

/** Runs a generator to its end and reports its progress. */
export async function withProgress<T>(
  what: string,
  steps: AsyncGenerator<SamplingProgress, T>,
  reporter: SampleReporter,
  signal?: AbortSignal,
): Promise<T> {
  for (;;) {
    signal?.throwIfAborted()
    const next = await steps.next()
    if (next.done) return next.value
    reporter.news({ kind: 'sampling', what, ...next.value })
    await breathe()
  }
}

/** Where the strip and the animation go, as far as they are wanted. */
function trajectoryPaths({ output, trajectory, gif }: SampleSettings) {
  return {
    strip: trajectory ? beside(output, '-trajectory.png') : undefined,
    animation: gif ? beside(output, '.gif') : undefined,
  }
}

/** @throws {DdpmError} `cli.memory-exceeded` where the images, or what shows them, would not fit in memory */
function checkSize(
  settings: SampleSettings,
  { network: model, schedule }: LoadedFile,
  { sampler, labels }: Pick<SamplingOptions, 'sampler' | 'labels'>,
): void {
  const shape = model.imageShape
  const what = plural(settings.count, 'image')
  checkMemory(what, imagesBytes(settings.count, shape), 'use a smaller -n')
  const named = settings.names ? labels : undefined
  const layout = gridLayout({ ...settings, labels: named }, shape[1])
  const size = gridBytes(settings.count, shape, { ...layout, isNamed: named !== undefined })
  checkMemory(`the grid of ${what}`, size, 'use a smaller --scale or -n')
  if (!settings.trajectory && !settings.gif) return
  const { timesteps } = schedule
  const job = {
    count: Math.min(settings.count, TRAJECTORY_COUNT),
    timesteps,
    rows: sampler.rows.length,
  }
  checkTrajectory(job, shape, frameEvery(timesteps, settings.saveEvery), settings.saveEvery)
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

/**
 * Generates and writes the images.
 * @throws the signal's reason where it is aborted; {DdpmError} where what is asked cannot be made.
 */
export async function runSampling(
  settings: SampleSettings,
  reporter: SampleReporter,
  signal: AbortSignal,
): Promise<void> {
  const { strip, animation } = trajectoryPaths(settings)
  checkOutputs(
    [settings.output, strip, animation].flatMap((path) => path ?? []),
    '--output',
  )
  await withModel(settings, reporter, async (loaded, device) => {
    const { seed } = settings
    const asked = askFor(settings, loaded, settings.count)
    checkSize(settings, loaded, asked)
    const options = { ...asked, device, seed, signal }
    const path = await makeGrid(options, settings, loaded.classNames, reporter)
    const { timesteps } = loaded.schedule
    const more = await makeTrajectory(options, settings, timesteps, reporter).catch(
      (error: unknown) => {
        throw isInterruption(error) ? interruption('interrupted.grid-written', { path }) : error
      },
    )
    return [path, ...more]
  })
}
