/** Sampling from a file to pictures: what is opened, made and written, in order. */

import { extname } from 'node:path'
import {
  buildSampler,
  type Clip,
  type Device,
  encodePng,
  grid,
  type LoadedFile,
  loadModel,
  openDevice,
  type SamplerName,
  type SamplingOptions,
  type SamplingProgress,
  type SigmaRamp,
  type Spacing,
  sampleInSteps,
  scheduleWarning,
  trajectoryInSteps,
  writeAtomically,
} from '../../node.ts'
import { breathe } from '../breathe.ts'
import { UsageError } from '../errors.ts'
import { animationOf, FILM_COUNT, frameEvery, stripOf } from '../film.ts'
import { count, plural } from '../terminal/format.ts'
import type { SampleReporter } from './reporter.ts'

export interface SampleSettings {
  /** A run folder or a file. */
  readonly source: string
  readonly count: number
  readonly sampler: SamplerName
  /** All timesteps of ddpm, 25 of others where it is not given. */
  readonly steps?: number | undefined
  readonly spacing?: Spacing | undefined
  readonly eta?: number | undefined
  readonly sigmas?: SigmaRamp | undefined
  readonly clip?: Clip | undefined
  /** Repeated over the pictures. */
  readonly classes?: readonly number[] | undefined
  readonly guidance?: number | undefined
  readonly seed: number
  /** Of the grid. */
  readonly output: string
  readonly columns: number
  readonly scale: number
  readonly trajectory: boolean
  readonly gif: boolean
  /** Timesteps between the pictures of the trajectory. */
  readonly saveEvery: number
  readonly device?: string | undefined
  readonly threads?: number | undefined
}

/** `a/samples.png` and `-trajectory.png` as `a/samples-trajectory.png`. */
function beside(path: string, ending: string): string {
  return path.slice(0, path.length - extname(path).length) + ending
}

/** Runs a generator to its end, telling its progress. */
export async function told<T>(
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

/** The sampler, whose options are those of the command line. */
function samplerOf(settings: SampleSettings, schedule: LoadedFile['schedule']) {
  const { sampler, steps, spacing, eta, sigmas, clip } = settings
  if (steps !== undefined && steps > schedule.timesteps) {
    throw new UsageError(
      `--steps ${steps} is more than the ${schedule.timesteps} timesteps of this model: ` +
        `use 1 to ${schedule.timesteps}`,
    )
  }
  return buildSampler(sampler, schedule, { steps, spacing, eta, sigmas, clip })
}

/** The library's options, checked against the model that was loaded. */
function samplingOptions(
  settings: SampleSettings,
  { model, weights, schedule, target }: LoadedFile,
  device: Device,
  signal: AbortSignal,
): SamplingOptions {
  const { count: pictures, seed, classes, guidance } = settings
  const sampler = samplerOf(settings, schedule)
  const labels = classes && labelsOf(classes, pictures)
  return {
    ...{ device, model, weights, target, sampler },
    count: pictures,
    seed,
    labels,
    guidance,
    signal,
  }
}

/** A class for each picture, in turn. */
const labelsOf = (classes: readonly number[], pictures: number) =>
  Array.from({ length: pictures }, (_, i) => classes[i % classes.length])

/** The grid. @returns its path */
async function makeGrid(
  options: SamplingOptions,
  settings: SampleSettings,
  reporter: SampleReporter,
): Promise<string> {
  const { output, columns, scale, seed } = settings
  const what = plural(settings.count, 'picture')
  const images = await told(what, sampleInSteps(options), reporter)
  await writeAtomically(output, encodePng(grid(images, { columns, scale })))
  const steps = options.sampler.rows.length
  reporter.news({ kind: 'sample', path: output, count: settings.count, seed, steps })
  return output
}

/** The strip and the animation, as far as they are wanted. @returns their paths */
async function makeFilm(
  options: SamplingOptions,
  settings: SampleSettings,
  timesteps: number,
  reporter: SampleReporter,
): Promise<string[]> {
  if (!settings.trajectory && !settings.gif) return []
  const filmCount = Math.min(settings.count, FILM_COUNT)
  const labels = options.labels?.slice(0, filmCount)
  const filmed = { ...options, count: filmCount, labels }
  const every = frameEvery(timesteps, settings.saveEvery)
  const frames = await told('the denoising film', trajectoryInSteps(filmed, every), reporter)
  const wanted: [string, Uint8Array][] = []
  if (settings.trajectory) {
    const strip = encodePng(stripOf(frames, settings.saveEvery))
    wanted.push([beside(settings.output, '-trajectory.png'), strip])
  }
  if (settings.gif) wanted.push([beside(settings.output, '.gif'), animationOf(frames)])
  for (const [path, bytes] of wanted) await writeAtomically(path, bytes)
  return wanted.map(([path]) => path)
}

/**
 * Samples and writes the pictures.
 * @throws {Interruption} where the signal is aborted.
 */
export async function runSampling(
  settings: SampleSettings,
  reporter: SampleReporter,
  signal: AbortSignal,
): Promise<void> {
  const loaded = await loadModel(settings.source)
  const device = await openDevice({ device: settings.device, threads: settings.threads })
  try {
    const options = samplingOptions(settings, loaded, device, signal)
    const { architecture, parameterCount } = loaded.model
    reporter.notice(`${loaded.path}: ${architecture}, ${count(parameterCount)} parameters`)
    const warning = scheduleWarning(loaded.schedule)
    if (warning) reporter.notice(`Warning: ${warning}`)
    const path = await makeGrid(options, settings, reporter)
    const more = await makeFilm(options, settings, loaded.schedule.timesteps, reporter)
    reporter.news({ kind: 'done', files: [path, ...more] })
  } finally {
    reporter.end()
    await device.close()
  }
}
