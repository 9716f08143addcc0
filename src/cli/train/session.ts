/** A training run from settings to its last file: what is opened, written and reported, in order. */

import { join } from 'node:path'
import type { Device } from '../../engine/device.ts'
import { RunFolder, refuseTaken } from '../../hosts/node/run-folder.ts'
import { runFiles } from '../../runs/layout.ts'
import { type Checkpoint, provenanceOf } from '../../training/config.ts'
import type { TrainingOptions } from '../../training/options.ts'
import { type TrainingSteps, trainInSteps } from '../../training/steps.ts'
import { breathe } from '../breathe.ts'
import { interruption } from '../errors.ts'
import { shellWord } from '../shell-word.ts'
import { count, plural } from '../terminal/format.ts'
import { writeArtifacts, writeLossCurve } from './artifacts.ts'
import { writeAugmented } from './augmented.ts'
import { claimFolder } from './default-folder.ts'
import { inheritedOf, prepare, type Session, stepsPerEpoch } from './prepare.ts'
import { Recorder } from './recorder.ts'
import { readRunCheckpoint } from './run-checkpoint.ts'
import { openRunDevice } from './run-device.ts'

/** The checkpoint of the run to resume, if it has one already. */
async function lastCheckpoint({ resume, reporter }: Session): Promise<Checkpoint | undefined> {
  const saved = resume && (await readRunCheckpoint(resume))
  if (saved) return saved.checkpoint
  if (resume) reporter.notice('The run has no checkpoint yet: starting from the first step')
  return undefined
}

/** @param device whose kernels the run keeps, if it has none yet */
async function openFolder(
  { resume, out, settings }: Session,
  { variant }: Device,
): Promise<RunFolder> {
  const config = { ...settings, variant: settings.variant ?? variant }
  if (!resume) return await RunFolder.create(out ?? (await claimFolder(settings.data)), config)
  await resume.writeConfig(config)
  return resume
}

/** Warns of epochs that end before the steps that are named, and of a new plan for the learning rate. */
function noticeLength(
  { reporter, settings }: Pick<Session, 'reporter' | 'settings'>,
  totalSteps: number,
  resume: Checkpoint | undefined,
): void {
  const { epochs, maxSteps = 0, learningRateSchedule } = settings
  if (totalSteps < maxSteps) {
    reporter.notice(
      `${plural(epochs, 'epoch')} end the run at step ${count(totalSteps)}, before its limit of ` +
        `${count(maxSteps)} steps`,
    )
  }
  const { plannedSteps = 0 } = resume?.config.training ?? {}
  if (learningRateSchedule === 'constant' || plannedSteps === 0 || plannedSteps === totalSteps)
    return
  reporter.notice(
    `The learning rate falls over ${count(totalSteps)} steps from here on; the run had planned ` +
      count(plannedSteps),
  )
}

function announce(
  { reporter, settings }: Session,
  { path }: RunFolder,
  options: TrainingOptions,
): void {
  const { data, model, device, resume, validation = 0 } = options
  const batchesPerEpoch = stepsPerEpoch(data, validation, settings.batchSize)
  const totalSteps = Math.min(settings.epochs * batchesPerEpoch, settings.maxSteps ?? Infinity)
  const doneSteps = resume?.progress.step ?? 0
  noticeLength({ reporter, settings }, totalSteps, resume)
  reporter.begin({
    settings,
    model,
    data,
    validation,
    path,
    batchesPerEpoch,
    doneSteps,
    totalSteps,
    device: device.description,
  })
}

/** Runs the training to its end; the last event is left to the caller. */
async function follow({ reporter }: Session, run: TrainingSteps, recorder: Recorder) {
  for await (const event of run) {
    const news = await recorder.record(event)
    if (news) reporter.news(news)
    if (event.kind === 'done') return event
    await breathe()
  }
  throw new TypeError('the training ended without a last event')
}

/** What a run has made. */
export interface RunResult {
  /** Of the run folder. */
  readonly path: string
  /** Paths of its images and its model. */
  readonly files: readonly string[]
}

/** Trains and writes into the folder, which is taken. */
async function record(
  session: Session,
  folder: RunFolder,
  options: Awaited<ReturnType<typeof prepare>>['options'],
  run: TrainingSteps,
): Promise<RunResult> {
  const { reporter, signal } = session
  await folder.rewindMetrics(options.resume?.progress.step ?? 0)
  announce(session, folder, options)
  if (!options.resume) await writeAugmented(folder, options.data, options)
  const recorder = new Recorder(folder, options.model, options.data.classes)
  const done = await follow(session, run, recorder)
  await folder.flush()
  const curve = { dataName: options.data.name, weighted: options.lossWeighting !== 'none' }
  const files = [...recorder.grids, ...(await writeLossCurve(folder, curve))]
  if (!signal.aborted) {
    const { seed } = session.settings
    const provenance = provenanceOf(options, done.step)
    const job = { ...options, weights: run.weights, folder, reporter, seed, provenance }
    files.push(...(await writeArtifacts(job)))
  }
  const reason = signal.aborted ? 'aborted' : done.reason
  reporter.news({ ...done, reason, files })
  if (!signal.aborted) return { path: folder.path, files }
  throw interruption('interrupted.training', {
    steps: count(done.step),
    checkpoint: join(folder.path, runFiles.checkpoint),
    command: `npx ddpm train --resume ${shellWord(folder.path)}`,
  })
}

async function runOn(
  session: Session,
  device: Device,
  checkpoint: Checkpoint | undefined,
): Promise<RunResult> {
  const { settings, options } = await prepare(session, device, checkpoint)
  const planned = { ...session, settings }
  await breathe()
  session.signal.throwIfAborted()
  const run = trainInSteps(options) // refuses what cannot be trained, before a folder is made for it
  const folder = await openFolder(planned, device)
  try {
    return await record(planned, folder, options, run)
  } finally {
    await folder.release()
  }
}

async function onDevice(session: Session): Promise<RunResult> {
  const { settings, typed, reporter } = session
  const checkpoint = await lastCheckpoint(session)
  const kernels = { settings, typed, checkpoint }
  const device = await openRunDevice(kernels, (text) => reporter.notice(text))
  try {
    const inherited = await inheritedOf(session, checkpoint)
    return await runOn({ ...session, inherited }, device, checkpoint)
  } finally {
    session.reporter.end()
    await device.close()
  }
}

/**
 * Trains, writing into the run folder, as the only process that does.
 * @throws {DdpmError} `interrupted.training` where the signal was aborted, after a checkpoint; and
 * where the folder is in use.
 */
export async function runSession(session: Session): Promise<RunResult> {
  const { resume, out } = session
  if (!resume && out !== undefined) await refuseTaken(out)
  await resume?.take()
  try {
    return await onDevice(session)
  } finally {
    await resume?.release()
  }
}
