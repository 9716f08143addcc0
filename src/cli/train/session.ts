/** A training run from settings to the last picture: what is opened, written and told, in order. */

import { join } from 'node:path'
import {
  buildNetwork,
  buildSampler,
  type Checkpoint,
  type Dataset,
  type Device,
  decodeModel,
  fitOf,
  isRunFolder,
  loadData,
  openDevice,
  RunFolder,
  runFiles,
  scheduleByName,
  scheduleWarning,
  type TrainingOptions,
  type TrainingRun,
  train,
  UserError,
  usualHeldOut,
  zeroTerminalSnr,
} from '../../node.ts'
import { breathe } from '../breathe.ts'
import { Interruption, UsageError } from '../errors.ts'
import { bytes, count } from '../terminal/format.ts'
import { writeLossCurve, writePictures } from './pictures.ts'
import { Recorder } from './recorder.ts'
import type { Reporter } from './reporter.ts'
import type { TrainSettings } from './settings.ts'

export interface Session {
  readonly settings: TrainSettings
  /** Of the run folder. */
  readonly path: string
  /** The folder of the run to go on with; else a new one is made. */
  readonly resume: RunFolder | undefined
  readonly reporter: Reporter
  readonly signal: AbortSignal
}

/** Tells of a download at its beginning and at every quarter. */
function downloadNotices(reporter: Reporter) {
  let told = -1
  return (received: number, total: number) => {
    const quarter = Math.floor((4 * received) / total)
    if (quarter === told) return
    told = quarter
    reporter.notice(`Downloading: ${bytes(received)} of ${bytes(total)}`)
  }
}

/** The options of a library call, built from settings. */
async function prepare(session: Session, device: Device, resume: Checkpoint | undefined) {
  const { settings, signal, reporter } = session
  reporter.notice(`Loading data: ${settings.data}`)
  const data = await loadData(settings.data, {
    count: settings.dataCount,
    size: settings.imageSize,
    seed: settings.seed,
    signal,
    onProgress: downloadNotices(reporter),
  })
  const heldOut = settings.heldOut === 'auto' ? usualHeldOut(data.count) : settings.heldOut
  checkBatchSize(settings.batchSize, data, heldOut)
  const model = buildNetwork(settings, fitOf(data))
  const named = scheduleByName(settings.schedule, settings.timesteps)
  const schedule = settings.zeroSnr ? zeroTerminalSnr(named) : named
  const warning = scheduleWarning(schedule)
  if (warning) reporter.notice(warning)
  const sampler = buildSampler(settings.sampler, schedule, { steps: settings.sampleSteps })
  return { ...settings, heldOut, device, model, schedule, data, sampler, resume, signal }
}

/** @throws {UsageError} where no batch can be filled. */
function checkBatchSize(batchSize: number, data: Dataset, heldOut: number): void {
  const images = data.count - heldOut
  if (batchSize <= images) return
  const rest = heldOut > 0 ? ` without the ${count(heldOut)} held out` : ''
  throw new UsageError(
    `--batch-size ${batchSize} is more than the ${count(images)} images of ` +
      `${data.name}${rest}: use at most ${images}`,
  )
}

/** The checkpoint of the run to resume, if it has one already. */
async function lastCheckpoint({ resume, reporter }: Session): Promise<Checkpoint | undefined> {
  const saved = await resume?.readCheckpoint()
  if (saved) return decodeModel(saved).checkpoint
  if (resume) reporter.notice('No checkpoint was written yet: beginning anew')
  return undefined
}

async function refuseOccupied(path: string): Promise<void> {
  if (!(await isRunFolder(path))) return
  throw new UserError(
    `${path} holds a run already: add --resume to go on with it, or name another --out`,
  )
}

async function openFolder({ resume, path, settings }: Session): Promise<RunFolder> {
  if (!resume) return RunFolder.create(path, settings)
  await resume.writeConfig(settings)
  return resume
}

function announce({ reporter, settings, path }: Session, options: TrainingOptions): void {
  const { data, model, device, resume, heldOut = 0 } = options
  const batchesPerEpoch = Math.floor((data.count - heldOut) / settings.batchSize)
  const totalSteps = Math.min(settings.epochs * batchesPerEpoch, settings.maxSteps ?? Infinity)
  const doneSteps = resume?.progress.step ?? 0
  reporter.begin({
    ...{ settings, model, data, heldOut, path, batchesPerEpoch, doneSteps, totalSteps },
    device: device.description,
  })
}

/** Runs the training to its end; the last event is left to the caller. */
async function follow({ reporter }: Session, run: TrainingRun, recorder: Recorder) {
  for await (const event of run) {
    const news = await recorder.record(event)
    if (news) reporter.news(news)
    if (event.kind === 'done') return event
    await breathe()
  }
  throw new TypeError('the training ended without a last event')
}

async function runOn(session: Session, device: Device): Promise<readonly string[]> {
  const { reporter, signal } = session
  const checkpoint = await lastCheckpoint(session)
  const options = await prepare(session, device, checkpoint)
  await breathe()
  signal.throwIfAborted()
  const run = train(options) // refuses what cannot be trained, before a folder is made for it
  const folder = await openFolder(session)
  await folder.rewindMetrics(checkpoint?.progress.step ?? 0)
  announce(session, options)

  const recorder = new Recorder(folder, options.model)
  const done = await follow(session, run, recorder)
  await folder.flush()
  const curve = { dataName: options.data.name, weighted: options.lossWeighting !== 'none' }
  const files = [...recorder.pictures, ...(await writeLossCurve(folder, curve))]
  if (!signal.aborted) {
    const job = { ...options, weights: run.weights, folder, reporter, seed: session.settings.seed }
    files.push(...(await writePictures(job)))
  }
  const reason = signal.aborted ? 'aborted' : done.reason
  reporter.news({ ...done, reason, files })
  if (!signal.aborted) return files
  throw new Interruption(
    `Stopped after step ${count(done.step)}; everything is in ` +
      `${join(session.path, runFiles.checkpoint)}. Go on with:\n` +
      `  npx ddpm train --resume --out ${session.path}`,
  )
}

/**
 * Trains, writing into the run folder.
 * @returns paths of what was made
 * @throws {Interruption} where the signal was aborted, after a checkpoint.
 */
export async function runSession(session: Session): Promise<readonly string[]> {
  if (!session.resume) await refuseOccupied(session.path)
  const { device: name, threads } = session.settings
  const device = await openDevice({ device: name, threads })
  try {
    return await runOn(session, device)
  } finally {
    session.reporter.end()
    await device.close()
  }
}
