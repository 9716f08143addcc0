/**
 * Training in the page: the library's events, images at every checkpoint, and each checkpoint kept
 * in the browser, so that a reload loses little.
 */

import {
  type Checkpoint,
  type CheckpointEvent,
  type Dataset,
  decodeModel,
  digits,
  encodeCheckpoint,
  everyClass,
  sample,
  type TrainingOptions,
  type TrainingRun,
  train,
  UserError,
} from '../../../../src/browser.ts'
import type { Calls, Images, ModelInfo, StoredTraining, TrainingProgress } from '../protocol.ts'
import { bytesOf } from '../values.ts'
import { dataOf, type MadeDigits } from './data.ts'
import { keepModel } from './models.ts'
import { planTraining, SAMPLES } from './plan.ts'
import { forget, keep, kept } from './stored-training.ts'
import type { Task } from './task.ts'

type TrainTask = Task<TrainingProgress>

/** What is kept at every checkpoint. */
interface KeptProgress extends StoredTraining {
  readonly begun: number
  readonly checkpoint: Uint8Array
}

/** What is kept once; built-in digits are made again. */
interface KeptImages {
  /** That of the progress it goes with: another page of the studio may have written its own. */
  readonly begun: number
  readonly data: Dataset | MadeDigits
}

/** Where a training stands in the page. */
interface Course {
  readonly settings: StoredTraining['settings']
  readonly images: KeptImages
  imagesKept: boolean
  readonly dataName: string
  readonly losses: { readonly step: number; readonly loss: number }[]
  readonly samples: { readonly step: number; readonly images: Images }[]
}

const copyOf = ({ shape, bytes }: Images): Images => ({ shape, bytes: bytes.slice() })

/** The same images each time, by the weights of the last checkpoint. */
async function images(options: TrainingOptions, run: TrainingRun, signal: AbortSignal) {
  const { device, model, sampler, seed, target, guidance } = options
  const images = await sample({
    ...{ device, model, seed, target, signal, weights: run.weights },
    sampler: sampler!,
    count: SAMPLES,
    ...everyClass(model, SAMPLES, guidance),
  })
  return bytesOf(images)
}

/** @returns whether a reload of the page would find it */
async function keepCourse(course: Course, checkpoint: Uint8Array, step: number): Promise<boolean> {
  const { settings, images, dataName, losses, samples } = course
  const progress: KeptProgress = {
    ...{ settings, dataName, losses, samples, step, checkpoint },
    ...{ begun: images.begun, when: Date.now() },
  }
  const first = course.imagesKept ? [] : [['images', images] as const]
  const isKept = await keep(...first, ['progress', progress])
  course.imagesKept ||= isKept
  return isKept
}

/** Stopping ends what is being made of a checkpoint; what has been learnt stays. */
async function unlessStopped(work: Promise<void>, signal: AbortSignal): Promise<void> {
  try {
    await work
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

async function atCheckpoint(
  { step, checkpoint }: CheckpointEvent,
  { options, run, course }: Session,
  task: TrainTask,
): Promise<void> {
  const made = await images(options, run, task.signal)
  course.samples.push({ step, images: copyOf(made) })
  task.report({ kind: 'sample', step, images: made })
  const isKept = await keepCourse(course, encodeCheckpoint(checkpoint, options.model), step)
  task.report(isKept ? { kind: 'kept', step } : { kind: 'not-kept' })
}

interface Session {
  readonly options: TrainingOptions
  readonly run: TrainingRun
  readonly course: Course
}

/** Small data has a checkpoint at the end of every short epoch: few of them are looked at, none twice. */
function isGlance({ step }: CheckpointEvent, { options, course }: Session): boolean {
  const { checkpointEvery = 1, maxSteps } = options
  return (step % checkpointEvery === 0 || step === maxSteps) && course.samples.at(-1)?.step !== step
}

/** Runs to the end, or until the page stops it; both leave a model. */
async function follow(session: Session, task: TrainTask): Promise<void> {
  const { run, course } = session
  for await (const event of run) {
    if (event.kind === 'step') {
      const { step, loss } = event
      course.losses.push({ step, loss })
      task.report({ kind: 'step', step, loss })
    }
    if (event.kind === 'checkpoint' && isGlance(event, session) && !task.signal.aborted) {
      await unlessStopped(atCheckpoint(event, session, task), task.signal)
    }
    if ((event.kind === 'epoch' || event.kind === 'done') && event.validation) {
      task.report({ kind: 'validation', step: event.step, validation: event.validation })
    }
    await task.unpaused()
  }
}

async function runCourse(
  course: Course,
  data: Dataset,
  task: TrainTask,
  resume?: Checkpoint,
): Promise<ModelInfo> {
  const { settings } = course
  const planned = await planTraining(settings, data)
  const options = { ...planned, resume, signal: task.signal }
  const run = train(options)
  const { model, schedule, target = 'eps' } = options
  task.report({
    ...{ kind: 'begin', parameterCount: model.parameterCount, batchSize: settings.batchSize },
    ...{ step: resume?.progress.step ?? 0, totalSteps: settings.maxSteps },
  })
  await follow({ options, run, course }, task)
  await forget()
  return keepModel(course.dataName, { model, schedule, target, weights: run.weights })
}

export function startTraining(
  { data: id, settings }: Calls['train']['input'],
  task: TrainTask,
): Promise<ModelInfo> {
  const { data, made } = dataOf(id)
  const images = { begun: Date.now(), data: made ?? data }
  const course = { settings, images, dataName: data.name, losses: [], samples: [] }
  return runCourse({ ...course, imagesKept: false }, data, task)
}

export async function storedTraining(): Promise<StoredTraining | undefined> {
  const progress = (await kept('progress')) as KeptProgress | undefined
  if (!progress) return undefined
  const { settings, dataName, step, when, losses, samples } = progress
  return { settings, dataName, step, when, losses, samples }
}

/** @throws {UserError} where nothing was left, or what was kept is damaged. */
export async function resumeTraining(_: undefined, task: TrainTask): Promise<ModelInfo> {
  const progress = (await kept('progress')) as KeptProgress | undefined
  const images = (await kept('images')) as KeptImages | undefined
  if (!progress || images?.begun !== progress.begun) {
    throw new UserError('no training was left before its end: begin a new one')
  }
  const { settings, dataName, losses, samples } = progress
  const course = { settings, images, dataName, losses: [...losses], samples: [...samples] }
  const data = 'digits' in images.data ? digits({ count: images.data.digits }) : images.data
  const { checkpoint } = decodeModel(progress.checkpoint)
  return await runCourse({ ...course, imagesKept: true }, data, task, checkpoint)
}
