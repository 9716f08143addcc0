/** A training as the page sees it: where it stands, its losses, and the images on its way. */

import { batch, signal } from '@preact/signals'
import { ask, ComputeError, start, type Task } from '../../compute/client.ts'
import type {
  DataInfo,
  Images,
  ModelInfo,
  StoredTraining,
  TrainingProgress,
  TrainingSettings,
} from '../../compute/protocol.ts'
import { Smoothed } from '../../parts/smoothed.ts'
import { addModel } from '../../shell/models.ts'
import { Pace } from './pace.ts'
import { data, digitsFor, settings } from './settings.ts'

export type Phase = 'idle' | 'preparing' | 'training' | 'paused' | 'done' | 'stopped' | 'failed'

export interface Sample {
  readonly step: number
  readonly images: Images
}

/** Columns of the loss chart. */
export interface Losses {
  readonly steps: number[]
  readonly raw: number[]
  readonly smooth: number[]
  readonly validation: (number | null)[]
}

export const phase = signal<Phase>('idle')
export const begun = signal<Extract<TrainingProgress, { kind: 'begin' }> | undefined>(undefined)
export const step = signal(0)
/** The step up to which a reload loses nothing; 0 where nothing is kept. */
export const keptStep = signal(0)
/** Whether the browser refuses to keep anything. */
export const unkept = signal(false)
export const losses = signal<Losses>({ steps: [], raw: [], smooth: [], validation: [] })
export const samples = signal<readonly Sample[]>([])
/** Images a second, lately; 0 before it is known. */
export const speed = signal(0)
export const trouble = signal<ComputeError | undefined>(undefined)
/** What an earlier visit left before its end. */
export const left = signal<StoredTraining | undefined>(undefined)

/** Between two drawings of the curve, in milliseconds: more often nobody sees. */
const REDRAW = 200

/** Numbers come faster than they can be drawn: they wait here. */
class Recorder {
  readonly #columns: Losses = { steps: [], raw: [], smooth: [], validation: [] }
  readonly #smoothed = new Smoothed()
  readonly #pace = new Pace()
  #timer: ReturnType<typeof setTimeout> | undefined

  record(at: number, loss: number): void {
    this.#columns.steps.push(at)
    this.#columns.raw.push(loss)
    this.#columns.smooth.push(this.#smoothed.next(loss))
    this.#columns.validation.push(null)
    this.#pace.step(performance.now())
    this.#timer ??= setTimeout(() => this.show(), REDRAW)
  }

  validation(mean: number): void {
    this.#columns.validation[this.#columns.validation.length - 1] = mean
  }

  /** A pause is no slowness. */
  rest(): void {
    this.#pace.rest()
  }

  show(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    batch(() => {
      losses.value = { ...this.#columns }
      step.value = this.#columns.steps.at(-1) ?? 0
      speed.value = this.#pace.perSecond * (begun.value?.batchSize ?? 0)
    })
  }
}

let recorder = new Recorder()
let task: Task<ModelInfo> | undefined

function takeKept(upTo: number): void {
  keptStep.value = upTo
  unkept.value = false
}

function hear(progress: TrainingProgress): void {
  if (progress.kind === 'step') recorder.record(progress.step, progress.loss)
  else if (progress.kind === 'validation') recorder.validation(progress.validation.mean)
  else if (progress.kind === 'not-kept') unkept.value = true
  else if (progress.kind === 'kept') takeKept(progress.step)
  else if (progress.kind === 'sample') samples.value = [...samples.value, progress]
  else {
    begun.value = progress
    phase.value = 'training'
  }
}

function clear(): void {
  recorder = new Recorder()
  batch(() => {
    phase.value = 'preparing'
    ;[begun.value, trouble.value, left.value] = [undefined, undefined, undefined]
    ;[step.value, keptStep.value, speed.value] = [0, 0, 0]
    unkept.value = false
    samples.value = []
    recorder.show()
  })
}

/** Follows a training to its end, whichever it is. */
async function follow(running: Task<ModelInfo>): Promise<void> {
  task = running
  try {
    addModel(await running.result)
    recorder.show()
    phase.value = step.value < (begun.value?.totalSteps ?? 0) ? 'stopped' : 'done'
  } catch (error) {
    if (!(error instanceof ComputeError)) throw error
    const kept = await ask('storedTraining', undefined).catch(() => undefined)
    recorder.show()
    batch(() => {
      trouble.value = error
      left.value = kept
      phase.value = 'failed'
    })
  } finally {
    task = undefined
  }
}

async function idOf(images: DataInfo | 'digits', wanted: TrainingSettings): Promise<number> {
  if (images !== 'digits') return images.id
  return (await ask('digitsData', { count: digitsFor(wanted) })).id
}

/** Begins anew, where there is something to train on. */
export async function begin(): Promise<void> {
  const [images, wanted] = [data.value, settings.value]
  if (!images) return
  clear()
  try {
    const id = await idOf(images, wanted)
    await follow(start('train', { data: id, settings: wanted }, hear))
  } catch (error) {
    if (!(error instanceof ComputeError)) throw error
    trouble.value = error
    phase.value = 'failed'
  }
}

/** Goes on with what was left, its losses and images included. */
export async function goOn(): Promise<void> {
  const before = left.value
  if (!before) return
  clear()
  settings.value = before.settings
  for (const { step: at, loss } of before.losses) recorder.record(at, loss)
  recorder.rest()
  recorder.show()
  samples.value = before.samples
  await follow(start('resumeTraining', undefined, hear))
}

/** Looks whether an earlier visit left something. */
export async function lookForLeft(): Promise<void> {
  if (phase.value !== 'idle') return
  left.value = await ask('storedTraining', undefined).catch(() => undefined)
}

export async function forgetLeft(): Promise<void> {
  left.value = undefined
  await ask('discardTraining', undefined)
}

export function pause(): void {
  task?.pause()
  recorder.rest()
  phase.value = 'paused'
}

export function resume(): void {
  task?.resume()
  recorder.rest()
  phase.value = 'training'
}

/** Ends it with what has been learnt. */
export const stop = () => task?.cancel()
