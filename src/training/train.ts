/** Training as a task: from data and a preset to a model. */

import { Task, type TaskOptions } from '../base/task.ts'
import { loadOptionsOf } from '../data/data-settings.ts'
import type { AnyDataset } from '../data/dataset.ts'
import { defaultDevice } from '../engine/default-device.ts'
import { loadingHost } from '../models/host.ts'
import type { ReadModel } from '../models/host-interface.ts'
import { Model } from '../models/model.ts'
import { provenanceOf } from './config.ts'
import { trainingError } from './errors.ts'
import type { TrainingEvent } from './events.ts'
import { fitToMinutes } from './fit-minutes.ts'
import { learntFrom } from './learnt-classes.ts'
import type { TrainingOptions } from './options.ts'
import { planTraining } from './plan.ts'
import type { Preset } from './presets.ts'
import { settingsFor, type TrainOptions, usualPreset } from './settings.ts'
import { parentOf, startFrom } from './start.ts'
import { type TrainingSteps, trainInSteps } from './steps.ts'

/** Seconds. */
const clock = () => performance.now() / 1000

/** A run under way: await it for the model, iterate over it for its events. */
export class TrainingRun extends Task<TrainingEvent, Model> {
  readonly #current: () => Model | undefined

  /** @param current the model as of the last checkpoint */
  constructor(
    work: ConstructorParameters<typeof Task<TrainingEvent, Model>>[0],
    options: TaskOptions<TrainingEvent>,
    current: () => Model | undefined,
  ) {
    super(work, options)
    this.#current = current
  }

  /**
   * The model as of the last checkpoint event, with the EMA of the weights where one is kept.
   * @throws {DdpmError} `training.no-model-yet` before the first one
   */
  get model(): Model {
    const model = this.#current()
    if (!model) throw trainingError('training.no-model-yet')
    return model
  }
}

async function imagesFor(options: TrainOptions, seed: number, signal: AbortSignal) {
  const { data } = options
  if (typeof data !== 'string') return data
  return await loadingHost(data).openData(data, { ...loadOptionsOf(options), seed, signal })
}

/** The model that a run has made so far. */
function modelOf(options: TrainingOptions, weights: Float32Array, steps: number): Model {
  const { model, schedule, data, target = 'eps' } = options
  return new Model({
    ...{ network: model, schedule, target, weights: weights.slice() },
    provenance: provenanceOf(options, steps),
    ...learntFrom(model, data),
  })
}

/** What is computed: settings, preset and time fitted to the images. */
async function planFor(
  options: TrainOptions,
  data: AnyDataset,
  parent: ReadModel | undefined,
  began: number,
  signal: AbortSignal,
): Promise<TrainingOptions> {
  const settings = settingsFor(options, data, parent)
  const device = options.device ?? (await defaultDevice())
  const { resume, preset = usualPreset(parent), minutes } = options
  const optionsWith = (changes: Partial<Preset>) => {
    const changed = { ...settings, ...changes }
    const plan = planTraining(changed, data)
    const { classes } = data
    const start = parent && startFrom(parent, plan.model, { classes, seed: changed.seed })
    return { ...changed, ...plan, data, device, resume, signal, ...(start && { start }) }
  }
  if (minutes === undefined || resume) return optionsWith({})
  const job = { minutes, preset, data, given: { ...options }, optionsWith, clock, began }
  const { changes } = await fitToMinutes(job)
  return optionsWith({ ...changes, epochs: undefined })
}

interface Held {
  model?: () => Model
}

async function* trainWith(
  options: TrainOptions,
  held: Held,
  signal: AbortSignal,
): AsyncGenerator<TrainingEvent, Model> {
  const began = clock()
  const parent = options.from === undefined ? undefined : await parentOf(options.from)
  const settings = settingsFor(options, undefined, parent)
  const data = await imagesFor({ ...settings, ...options }, settings.seed, signal)
  const planned = await planFor(options, data, parent, began, signal)
  const run: TrainingSteps = trainInSteps(planned)
  for await (const event of run) {
    // of several ranks the first alone has checkpoint events, and each ends with the weights
    if (event.kind === 'checkpoint' || event.kind === 'done') {
      const { weights } = run
      held.model = () => modelOf(planned, weights, event.step)
    }
    yield event
  }
  return held.model!() // every run ends with `done`
}

/**
 * Trains a model (Ho et al. 2020, algorithm 1): `const model = await train({ preset: 'quick', data })`.
 *
 * The events say each step, epoch, checkpoint and sample grid. Where the loop over them is left early, or
 * the signal aborted, the run ends after its current step with a checkpoint, and `run.model` is its model.
 * @throws {DdpmError} where an option is out of range or does not fit the data, `data.…` and `dataset.…`;
 * `training.diverged` where the loss is not finite, after a checkpoint of the last good state, and
 * `training.loss-exploded` where it has been far above that of predicting 0 for long
 */
export function train(options: TrainOptions): TrainingRun {
  const held: Held = {}
  return new TrainingRun(
    (signal) => trainWith(options, held, signal),
    options,
    () => held.model?.(),
  )
}
