/** What is said of a run in a list, from what is known of it. */

import { runFiles } from '../../node.ts'
import type { TrainSettings } from '../train/settings.ts'
import type { EpochPoint, RunSummary } from './protocol.ts'
import { type Config, tellingSettings } from './run-config.ts'
import type { Inventory } from './run-files.ts'

/** A run that has written nothing for so long is not live: metrics come at every 50 steps, or sooner. */
export const LIVE_MS = 5 * 60_000

export interface Known {
  readonly name: string
  readonly config: Config
  readonly inventory: Inventory
  readonly now: number
  /** Why it was not looked into. */
  readonly foreign: string | undefined
  /** Why it could not be read the last time. */
  readonly failure: string | undefined
  /** Lines of its metrics that are none. */
  readonly unreadable: number
  /** The last step, and the mean of the last losses. */
  readonly last: { readonly step: number; readonly loss: number } | undefined
  readonly lastEpoch: EpochPoint | undefined
}

/** How many steps a run has: until an epoch has ended, the data may hold less than is allowed. */
function plannedSteps(
  { epochs, maxSteps }: TrainSettings,
  ended: EpochPoint | undefined,
): number | undefined {
  if (!ended || ended.epoch <= 0) return maxSteps
  return Math.min((epochs * ended.step) / ended.epoch, maxSteps ?? Infinity)
}

function problemOf({ foreign, failure, config, unreadable }: Known): string | undefined {
  if (foreign) return foreign
  if (failure) return failure
  if (config.problem) return config.problem
  if (unreadable === 0) return undefined
  const lines = unreadable === 1 ? '1 line' : `${unreadable} lines`
  return `${lines} of ${runFiles.metrics} cannot be read and are left out`
}

const newest = (times: readonly (number | undefined)[]) => {
  const known = times.filter((time) => time !== undefined)
  return known.length > 0 ? Math.max(...known) : undefined
}

/** The model's file is written last of all; of a run that goes on it is that of an earlier end. */
function modelOf({ model, checkpoint }: Inventory): RunSummary['model'] {
  if (model !== undefined && model >= (checkpoint ?? 0)) return 'model'
  return checkpoint === undefined ? undefined : 'checkpoint'
}

/** The run in a list: where it stands, whether it goes on, what a page may have of it. */
export function summarise(known: Known): RunSummary {
  const { name, config, inventory, now, last, lastEpoch } = known
  const { metrics = 0, model, samples, shown } = inventory
  const step = last?.step ?? 0
  const planned = config.settings && plannedSteps(config.settings, lastEpoch)
  const written = newest([
    ...[inventory.config, inventory.metrics, inventory.checkpoint, inventory.model],
    samples[samples.length - 1]?.written,
  ])
  const finished = model !== undefined && (model >= metrics || step >= (planned ?? Infinity))
  // a run draws its curve when it ends, early or not
  const curve = shown.find((file) => file.name === 'loss.png')?.written ?? -1
  const ended = finished || curve >= metrics || config.problem !== undefined
  return {
    ...{ name, step, loss: last?.loss, written, finished },
    files: [...shown, ...samples],
    settings: config.settings ? tellingSettings(config.settings) : {},
    totalSteps: finished ? step : planned,
    live: !ended && written !== undefined && now - written < LIVE_MS,
    model: modelOf(inventory),
    problem: problemOf(known),
  }
}
