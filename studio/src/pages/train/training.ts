/** A training as the page sees it: where it stands, its losses, and its samples. */

import { batch, signal } from '@preact/signals'
import { type BuiltInName, isBuiltIn } from '../../compute/built-in.ts'
import { ask, ComputeError, start, type Task } from '../../compute/client.ts'
import type {
  DataInfo,
  Images,
  StoredTraining,
  TrainedModel,
  TrainingProgress,
  TrainingSettings,
} from '../../compute/protocol.ts'
import { Smoothed } from '../../parts/smoothed.ts'
import { addModel, opened } from '../../shell/models.ts'
import { asOwner, isOwnedElsewhere } from './ownership.ts'
import { Pace } from './pace.ts'
import { builtInFor, data, from, settings } from './settings.ts'

export type Phase =
  | 'idle'
  | 'preparing'
  | 'training'
  | 'paused'
  | 'done'
  | 'stopped'
  | 'diverged'
  | 'failed'

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
  /** Percent of the samples that copy a training image. */
  readonly copies: (number | null)[]
}

export const phase = signal<Phase>('idle')
export const begun = signal<Extract<TrainingProgress, { kind: 'begin' }> | undefined>(undefined)
export const step = signal(0)
/** The step up to which a reload loses nothing; 0 where nothing is stored. */
export const storedStep = signal(0)
/** Why nothing is stored: the browser refuses to, or another tab of the studio is training. */
export const unstored = signal<'refused' | 'other-tab' | undefined>(undefined)
const noLosses = (): Losses => ({ steps: [], raw: [], smooth: [], validation: [], copies: [] })
export const losses = signal<Losses>(noLosses())
export const samples = signal<readonly Sample[]>([])
/** Images a second, lately; 0 before it is known. */
export const speed = signal(0)
export const trouble = signal<ComputeError | undefined>(undefined)
/** What an earlier visit left before its end. */
export const left = signal<StoredTraining | undefined>(undefined)
/** Whether another tab is training: what it stores is not left. */
export const elsewhere = signal(false)
/** The model of a training that has ended is in no file and not stored: a reload loses it. */
export const unsaved = signal(false)

/** Between two drawings of the curve, in milliseconds: more often nobody sees. */
const REDRAW = 200

/** Numbers come faster than they can be drawn: they wait here. */
class Recorder {
  readonly #columns = noLosses()
  readonly #smoothed = new Smoothed()
  readonly #pace = new Pace()
  #timer: ReturnType<typeof setTimeout> | undefined

  record(at: number, loss: number): void {
    this.#columns.steps.push(at)
    this.#columns.raw.push(loss)
    this.#columns.smooth.push(this.#smoothed.next(loss))
    this.#columns.validation.push(null)
    this.#columns.copies.push(null)
    this.#pace.step(performance.now())
    this.#timer ??= setTimeout(() => this.show(), REDRAW)
  }

  /** What is known of the weights after the last step. */
  judge(what: 'validation' | 'copies', value: number): void {
    const { [what]: column } = this.#columns
    column[column.length - 1] = value
  }

  /** A pause does not count as slowness. */
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
let task: Task<TrainedModel> | undefined

function takeStored(upTo: number): void {
  storedStep.value = upTo
  unstored.value = undefined
}

function hear(progress: TrainingProgress): void {
  if (progress.kind === 'step') recorder.record(progress.step, progress.loss)
  else if (progress.kind === 'validation') recorder.judge('validation', progress.validation.mean)
  else if (progress.kind === 'copies') recorder.judge('copies', 100 * progress.copies.share)
  else if (progress.kind === 'not-stored') unstored.value ??= 'refused'
  else if (progress.kind === 'stored') takeStored(progress.step)
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
    ;[step.value, storedStep.value, speed.value] = [0, 0, 0]
    ;[unstored.value, unsaved.value, elsewhere.value] = [undefined, false, false]
    samples.value = []
    recorder.show()
  })
}

/** What a training ends with whose loss is not finite, or far beyond where it started. */
const divergences: readonly string[] = ['training.diverged', 'training.loss-exploded']

function take({ info, stored }: TrainedModel): void {
  recorder.show()
  addModel(info, stored)
  unsaved.value = stored === undefined
  phase.value = step.value < (begun.value?.totalSteps ?? 0) ? 'stopped' : 'done'
}

/** Follows a training to its end, whichever it is. */
async function follow(running: Task<TrainedModel>): Promise<void> {
  task = running
  try {
    take(await running.result)
  } catch (error) {
    if (!(error instanceof ComputeError)) throw error
    const stored = await ask('storedTraining', undefined).catch(() => undefined)
    recorder.show()
    batch(() => {
      trouble.value = error
      left.value = unstored.value === 'other-tab' ? undefined : stored
      phase.value = divergences.includes(error.code ?? '') ? 'diverged' : 'failed'
    })
  } finally {
    task = undefined
  }
}

async function idOf(images: DataInfo | BuiltInName, wanted: TrainingSettings): Promise<number> {
  if (!isBuiltIn(images)) return images.id
  return (await ask('builtInData', builtInFor(images, wanted))).id
}

/** The model to start from cannot be opened. */
function giveUp(): void {
  from.value = undefined
  phase.value = 'failed'
}

/** Starts a training, where there is something to train on; the browser stores it for its owner. */
export async function begin(): Promise<void> {
  const [images, wanted] = [data.value, settings.value]
  if (!images) return
  clear()
  try {
    await asOwner(async (owner) => {
      if (!owner) unstored.value = 'other-tab'
      const id = await idOf(images, wanted)
      const parent = from.value === undefined ? undefined : await opened(from.value)
      if (from.value !== undefined && !parent) return giveUp()
      const asked = { data: id, settings: wanted, store: owner, ...(parent && { from: parent.id }) }
      await follow(start('train', asked, hear))
    })
  } catch (error) {
    if (!(error instanceof ComputeError)) throw error
    trouble.value = error
    phase.value = 'failed'
  }
}

/** Resumes what was left, with its losses and samples. */
export async function resumeLeft(): Promise<void> {
  await asOwner(async (owner) => {
    const before = owner ? await ask('storedTraining', undefined) : undefined
    if (!before) return await lookForLeft()
    clear()
    settings.value = before.settings
    for (const { step: at, loss } of before.losses) recorder.record(at, loss)
    recorder.rest()
    recorder.show()
    samples.value = before.samples
    await follow(start('resumeTraining', undefined, hear))
  })
}

const isIdle = () => task === undefined && phase.value !== 'preparing'

/** Looks whether an earlier visit left something, or another tab is at it. */
export async function lookForLeft(): Promise<void> {
  if (!isIdle()) return
  const busy = await isOwnedElsewhere()
  const stored = busy ? undefined : await ask('storedTraining', undefined).catch(() => undefined)
  if (!isIdle()) return
  batch(() => {
    elsewhere.value = busy
    left.value = stored
  })
}

/** Discards it, unless another tab has resumed it meanwhile. */
export async function discardLeft(): Promise<void> {
  await asOwner(async (owner) => {
    if (owner) await ask('discardTraining', undefined)
  })
  await lookForLeft()
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
