/** What is said of a run in a list, from what is known of it. */

import type { EpochLoss, RunCurves } from './curves.ts'
import { type Inventory, lastWritten, newestWeights, type RunFile } from './inventory.ts'
import { runFiles } from './layout.ts'
import { type Settings, tellingSettings } from './settings.ts'

/** A run in a list of runs. */
export interface RunSummary {
  readonly name: string
  /** What is wrong with its files; the rest is what could be read nevertheless. */
  readonly problem?: string | undefined
  /** Those that distinguish runs. */
  readonly settings: Settings
  readonly step: number
  /** Where it ends; missing until it can be known. */
  readonly totalSteps?: number | undefined
  /** Mean of the last steps' losses. */
  readonly loss?: number | undefined
  readonly written?: number | undefined
  /** Written to a short while ago, and not at its end. */
  readonly live: boolean
  readonly finished: boolean
  /** What a page may show of it; its grids come last, the oldest first. */
  readonly files: readonly RunFile[]
  /** Where its newest weights are; missing for neither. */
  readonly model?: 'model' | 'checkpoint' | undefined
}

/** A run that has written nothing for so long is not live: metrics come at every 50 steps, or sooner. */
export const LIVE_MS = 5 * 60_000

export interface Known {
  readonly name: string
  /** Nothing where its config cannot be read. */
  readonly settings: Settings | undefined
  readonly inventory: Inventory
  readonly curves: RunCurves
  readonly now: number
  /** What keeps it, or its config, from being read. */
  readonly problem: string | undefined
  /** Whether nothing more can come, as of files without a process that writes them. */
  readonly ended?: boolean
}

/** How many steps a run has: until an epoch has ended, the data may hold less than is allowed. */
function plannedSteps(
  { epochs, maxSteps }: Settings,
  ended: EpochLoss | undefined,
): number | undefined {
  const limit = typeof maxSteps === 'number' ? maxSteps : undefined
  if (!ended || ended.epoch <= 0 || typeof epochs !== 'number') return limit
  return Math.min((epochs * ended.step) / ended.epoch, limit ?? Infinity)
}

function unreadableLines({ unreadable }: RunCurves): string | undefined {
  if (unreadable === 0) return undefined
  const lines = unreadable === 1 ? '1 line' : `${unreadable} lines`
  return `${lines} of ${runFiles.metrics} cannot be read and ${unreadable === 1 ? 'is' : 'are'} left out`
}

/** The run in a list: where it stands, whether it is running, what a page may show of it. */
export function summarise(known: Known): RunSummary {
  const { name, settings, inventory, curves, now, problem } = known
  const { metrics = 0, model, lossCurve = -1, shown } = inventory
  const last = curves.last ?? curves.epochs.at(-1)
  const lastEpoch = curves.epochs.findLast(({ kind }) => kind === 'epoch')
  const step = last?.step ?? 0
  const planned = settings && plannedSteps(settings, lastEpoch)
  const written = lastWritten(inventory)
  const finished = model !== undefined && (model >= metrics || step >= (planned ?? Infinity))
  const ended = known.ended || finished || lossCurve >= metrics || settings === undefined
  return {
    ...{ name, step, loss: curves.last?.loss, written, finished, files: shown },
    settings: settings ? tellingSettings(settings) : {},
    totalSteps: finished ? step : planned,
    live: !ended && written !== undefined && now - written < LIVE_MS,
    model: newestWeights(inventory),
    problem: problem ?? unreadableLines(curves),
  }
}
