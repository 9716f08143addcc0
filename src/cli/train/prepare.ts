/** What a run computes, from its settings and its data: a preset fitted to the images and to the time. */

import { loadOptionsOf } from '../../data/data-settings.ts'
import type { AnyDataset } from '../../data/dataset.ts'
import { scheduleFromConfig, scheduleWarning } from '../../diffusion/schedules.ts'
import type { Device } from '../../engine/device.ts'
import { openData } from '../../hosts/node/load.ts'
import { networkByName } from '../../nn/registry.ts'
import type { Checkpoint } from '../../training/config.ts'
import { fitToMinutes } from '../../training/fit-minutes.ts'
import type { FittedData } from '../../training/fit-preset.ts'
import type { TrainingOptions } from '../../training/options.ts'
import {
  type PlannedData,
  type PlanSettings,
  planTraining,
  type TrainingPlan,
} from '../../training/plan.ts'
import { startFrom } from '../../training/start.ts'
import { validationOf } from '../../training/validation-count.ts'
import { loadNotices } from '../load-notices.ts'
import { plural, rate } from '../terminal/format.ts'
import { checkClasses, checkCounts } from './check-flags.ts'
import { checkDataSize, checkRunSize } from './check-size.ts'
import { readParent, settingsOf, startWords } from './from.ts'
import type { Plan } from './plan.ts'
import type { Reporter } from './reporter.ts'
import { withEpochsFor } from './settings.ts'

export interface Session extends Plan {
  readonly reporter: Reporter
  readonly signal: AbortSignal
  /** Whether decoded images may come from the cache. */
  readonly cache?: boolean
  /** What a run that started from a model takes over: from that, or where it is resumed from its checkpoint. */
  readonly inherited?: Partial<Pick<PlanSettings, 'parent' | 'network' | 'schedule'>>
}

/** What a session's run takes over from the model that it started from. */
export async function inheritedOf(
  { settings, parent }: Plan,
  checkpoint: Checkpoint | undefined,
): Promise<NonNullable<Session['inherited']>> {
  if (!checkpoint) return { parent: parent ?? (await readParent(settings)) }
  if (!checkpoint.config.parent) return {}
  const { model, schedule } = checkpoint.config
  const network = networkByName(model.architecture, model.options)
  return { network, schedule: scheduleFromConfig(schedule) }
}

/** Seconds. */
const clock = () => performance.now() / 1000

/** What computes a run on images like these, which must fit in memory. */
function checkedPlan(
  { inherited }: Session,
  settings: Session['settings'],
  images: PlannedData,
): TrainingPlan {
  const plan = planTraining({ ...settings, ...inherited }, images)
  checkRunSize(settings, plan.model, plan.schedule, plan.sampler)
  return plan
}

/** The preset of a new run fits itself to the images; a resumed run stays as it is. */
const settingsFor = ({ settings, typed, resume, parent }: Session, images: FittedData) =>
  resume ? settings : settingsOf(typed, parent, images)

function readData(session: Session): Promise<AnyDataset> {
  const { settings, signal, reporter } = session
  checkDataSize(settings)
  reporter.notice(`Loading data: ${settings.data}`)
  return openData(settings.data, {
    ...loadOptionsOf(settings),
    ...{ seed: settings.seed, cache: session.cache, signal },
    onPlan: (images) => {
      checkedPlan(session, settingsFor(session, images), images)
    },
    onProgress: loadNotices((text) => reporter.notice(text)),
    onNotice: (text) => reporter.notice(text),
  })
}

export const stepsPerEpoch = (data: AnyDataset, validation: number, batchSize: number) =>
  Math.floor((data.count - validation) / batchSize)

/** Images for validation: a resumed run has those that it began with, whatever `auto` comes to by now. */
const validationFor = (
  { validation }: Session['settings'],
  { data, resume }: Pick<TrainingOptions, 'data' | 'resume'>,
): number => resume?.config.training.validation ?? validationOf(validation, data)

/** The options of a library call. */
function optionsOf(
  session: Session,
  settings: Session['settings'],
  job: Pick<TrainingOptions, 'device' | 'data' | 'resume'>,
) {
  const { signal, inherited } = session
  const validation = validationFor(settings, job)
  const plan = checkedPlan(session, { ...settings, validation }, job.data)
  const from = { classes: job.data.classes, seed: settings.seed }
  const start = inherited?.parent && startFrom(inherited.parent, plan.model, from)
  return { ...settings, ...plan, ...job, signal, replan: true, start }
}

/** Settings whose steps fit into the time that was named. */
async function fittedToTime(
  session: Session,
  settings: Session['settings'],
  job: Pick<TrainingOptions, 'device' | 'data'>,
): Promise<Session['settings']> {
  const { typed, reporter, resume } = session
  const { minutes, preset } = settings
  if (minutes === undefined || resume) return settings
  reporter.notice(`Timing steps to fit the run into ${plural(minutes, 'minute')}`)
  const { changes, secondsPerStep } = await fitToMinutes({
    ...{ minutes, preset, data: job.data, given: typed, clock, began: clock() },
    optionsWith: (changes) => optionsOf(session, { ...settings, ...changes }, job),
  })
  const speed = `${rate(1 / secondsPerStep)} steps/s`
  reporter.notice(`At ${speed} there is time for ${plural(changes.maxSteps, 'step')}`)
  return { ...settings, ...changes }
}

/** The settings with what data and time decide of them, and the options of a library call built from them. */
export async function prepare(session: Session, device: Device, resume: Checkpoint | undefined) {
  const { typed, reporter, resume: run } = session
  const data = await readData(session)
  const fitted = settingsFor(session, data)
  const { batchSize } = fitted
  const validation = validationFor(fitted, { data, ...(resume && { resume }) })
  checkCounts({ typed, settings: fitted, resumed: run !== undefined }, validation, data)
  const timed = await fittedToTime(session, fitted, { device, data })
  const { maxSteps } = run ? typed : timed
  const perEpoch = stepsPerEpoch(data, validation, batchSize)
  const settings = withEpochsFor(timed, { epochs: typed.epochs, maxSteps }, perEpoch)
  const options = optionsOf(session, settings, { device, data, ...(resume && { resume }) })
  const { model, schedule, start } = options
  const { parent } = session.inherited ?? {}
  if (parent && start) for (const line of startWords(parent, start)) reporter.notice(line)
  checkClasses(typed, model, data)
  const warning = scheduleWarning(schedule)
  if (warning) reporter.notice(warning)
  return { settings, options }
}
