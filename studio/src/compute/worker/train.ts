/**
 * Training in the page: the library's events, samples at every checkpoint, and each checkpoint stored
 * in the browser, so that a reload loses little; the trained model is stored, too.
 */

import type { NdArray } from '../../../../src/base/shape.ts'
import type { Dataset } from '../../../../src/data/dataset.ts'
import { everyClass } from '../../../../src/diffusion/guidance.ts'
import { sample } from '../../../../src/diffusion/sample.ts'
import { decodeModel, encodeCheckpoint } from '../../../../src/training/checkpoint.ts'
import { CopyWatch } from '../../../../src/training/copy-watch.ts'
import type { CheckpointEvent } from '../../../../src/training/events.ts'
import { learntFrom } from '../../../../src/training/learnt-classes.ts'
import { resolveTraining, type TrainingOptions } from '../../../../src/training/options.ts'
import { type TrainingSteps, trainInSteps } from '../../../../src/training/steps.ts'
import type { BuiltIn } from '../built-in.ts'
import { computeError } from '../errors.ts'
import type { Calls, Images, StoredTraining, TrainedModel, TrainingProgress } from '../protocol.ts'
import { bytesOf } from '../values.ts'
import { type OldBuiltIn, storedImages } from './built-in.ts'
import { dataOf } from './data.ts'
import { keepModel, modelOf, saveModel } from './models.ts'
import { type Beginning, optionsFor, SAMPLES } from './plan.ts'
import { discardTraining, storedPart, storeModel, storeTraining } from './storage.ts'
import type { Task } from './task.ts'

type TrainTask = Task<TrainingProgress>
type StoredSample = StoredTraining['samples'][number]

/** What is stored at every checkpoint. */
interface StoredProgress extends StoredTraining {
  readonly begun: number
  readonly checkpoint: Uint8Array
}

/** What is stored once; built-in images are drawn again. */
interface StoredImages {
  /** That of the progress it goes with: another page of the studio may have written its own. */
  readonly begun: number
  readonly data: Dataset | BuiltIn | OldBuiltIn
}

/** Where a training stands in the page. */
interface State {
  readonly settings: StoredTraining['settings']
  readonly images: StoredImages
  /** Whether the browser is to store it, and has stored the images. */
  readonly store: boolean
  imagesStored: boolean
  readonly dataName: string
  readonly losses: { readonly step: number; readonly loss: number }[]
  readonly samples: StoredSample[]
}

interface Session {
  readonly options: TrainingOptions
  readonly run: TrainingSteps
  readonly state: State
  readonly copies: CopyWatch
}

const copyOf = ({ shape, bytes }: Images): Images => ({ shape, bytes: bytes.slice() })

/** From the same noise each time, by the weights of the last checkpoint. */
async function sampleNow({ options, run }: Session, signal: AbortSignal): Promise<NdArray> {
  const { device, model, sampler, seed, target, guidance } = options
  return await sample({
    ...{ device, model, seed, target, signal, weights: run.weights },
    sampler: sampler!,
    count: SAMPLES,
    ...everyClass(model, SAMPLES, guidance),
  })
}

/** @returns whether a reload of the page would find it */
async function storeState(state: State, checkpoint: Uint8Array, step: number): Promise<boolean> {
  if (!state.store) return false
  const { settings, images, dataName, losses, samples } = state
  const progress: StoredProgress = {
    settings,
    dataName,
    losses,
    samples,
    step,
    checkpoint,
    ...{ begun: images.begun, when: Date.now() },
  }
  const first = state.imagesStored ? [] : [['images', images] as const]
  const isStored = await storeTraining(...first, ['progress', progress])
  state.imagesStored ||= isStored
  return isStored
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
  session: Session,
  task: TrainTask,
): Promise<void> {
  const { options, state, copies: watch } = session
  const samples = await sampleNow(session, task.signal)
  const images = bytesOf(samples)
  state.samples.push({ step, images: copyOf(images) })
  task.report({ kind: 'sample', step, images })
  await watch.judge(samples)
  const { copies } = watch.last
  if (copies) task.report({ kind: 'copies', step, copies })
  const isStored = await storeState(state, encodeCheckpoint(checkpoint, options.model), step)
  task.report(isStored ? { kind: 'stored', step } : { kind: 'not-stored' })
}

/** Small data has a checkpoint at the end of every short epoch: few of them are shown, none twice. */
function isShown({ step }: CheckpointEvent, { options, state }: Session): boolean {
  const { checkpointEvery = 1, maxSteps } = options
  return (step % checkpointEvery === 0 || step === maxSteps) && state.samples.at(-1)?.step !== step
}

/** Runs to the end, or until the page stops it; both leave a model. */
async function follow(session: Session, task: TrainTask): Promise<void> {
  const { run, state } = session
  for await (const event of run) {
    if (event.kind === 'step') {
      const { step, loss } = event
      state.losses.push({ step, loss })
      task.report({ kind: 'step', step, loss })
    }
    if (event.kind === 'checkpoint' && isShown(event, session) && !task.signal.aborted) {
      await unlessStopped(atCheckpoint(event, session, task), task.signal)
    }
    if ((event.kind === 'epoch' || event.kind === 'done') && event.validation) {
      task.report({ kind: 'validation', step: event.step, validation: event.validation })
    }
    await task.unpaused()
  }
}

/** The model is stored before its training is discarded: one of both is always there. */
async function finish({ options, run, state }: Session): Promise<TrainedModel> {
  const { model, schedule, target = 'eps' } = options
  const name = state.dataName
  const about = learntFrom(model, options.data)
  const { weights } = run
  const info = keepModel(name, { network: model, schedule, target, weights, ...about })
  const stored = await storeModel({ name, when: Date.now(), bytes: saveModel({ model: info.id }) })
  if (state.store && stored !== undefined) await discardTraining()
  return { info, stored }
}

async function runTraining(
  state: State,
  data: Dataset,
  task: TrainTask,
  beginning: Beginning,
): Promise<TrainedModel> {
  const { settings } = state
  const options = { ...(await optionsFor(settings, data, beginning)), signal: task.signal }
  const copies = new CopyWatch(resolveTraining(options))
  const session = { options, run: trainInSteps(options), state, copies }
  task.report({
    ...{ kind: 'begin', parameterCount: options.model.parameterCount },
    ...{ batchSize: settings.batchSize, totalSteps: settings.maxSteps },
    step: beginning.resume?.progress.step ?? 0,
    ...learntFrom(options.model, data),
  })
  await follow(session, task)
  return await finish(session)
}

export function startTraining(
  { data: id, settings, from, store }: Calls['train']['input'],
  task: TrainTask,
): Promise<TrainedModel> {
  const { data, made } = dataOf(id)
  const images = { begun: Date.now(), data: made ?? data }
  const state = { settings, images, store, dataName: data.name, losses: [], samples: [] }
  const beginning = from === undefined ? {} : { from: modelOf(from) }
  return runTraining({ ...state, imagesStored: false }, data, task, beginning)
}

export async function storedTraining(): Promise<StoredTraining | undefined> {
  const progress = (await storedPart('progress')) as StoredProgress | undefined
  if (!progress) return undefined
  const { settings, dataName, step, when, losses } = progress
  return { settings, dataName, step, when, losses, samples: progress.samples.map(sampleOf) }
}

/** Older pages of the studio stored a sample's images by another name. */
const sampleOf = (stored: StoredSample & { readonly pictures?: Images }): StoredSample => ({
  step: stored.step,
  images: stored.images ?? stored.pictures,
})

/** @throws {DdpmError} where nothing was left, or what was stored is damaged. */
export async function resumeTraining(_: undefined, task: TrainTask): Promise<TrainedModel> {
  const progress = (await storedPart('progress')) as StoredProgress | undefined
  const images = (await storedPart('images')) as StoredImages | undefined
  if (!progress || images?.begun !== progress.begun) {
    throw computeError('studio.no-training-stored')
  }
  const { settings, dataName, losses, samples } = progress
  const state = { settings, images, dataName, losses: [...losses], samples: samples.map(sampleOf) }
  const data = await storedImages(images.data)
  const { checkpoint } = decodeModel(progress.checkpoint)
  return await runTraining({ ...state, store: true, imagesStored: true }, data, task, {
    resume: checkpoint,
  })
}
