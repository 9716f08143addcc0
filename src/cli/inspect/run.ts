/** A run folder in words: settings, where it stands, losses, files. */

import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { RunFolder } from '../../hosts/node/run-folder.ts'
import { isInternal, runFiles } from '../../runs/layout.ts'
import { lastCopies, lastValidation, type Metric } from '../../runs/metrics.ts'
import { sparkline, table } from '../terminal/charts.ts'
import { count, loss, percentOf, bytes as size } from '../terminal/format.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { recipeWords } from '../train/recipe-options.ts'
import { readRunCheckpoint } from '../train/run-checkpoint.ts'
import { parseSettings, type TrainSettings } from '../train/settings.ts'
import { sha256 } from './checksum.ts'
import { modelFacts, modelRows, parameterTable } from './model-file.ts'
import type { Report } from './report.ts'
import { unreadable } from './unreadable.ts'

/** Epochs listed; of more, the last. */
const EPOCHS_SHOWN = 10
const LABEL_WIDTH = 10

function settingsRows(settings: TrainSettings): string[][] {
  const { preset, data, epochs, maxSteps, batchSize, learningRate, seed } = settings
  const recipe = recipeWords(settings)
  const limit = maxSteps === undefined ? '' : `, at most ${count(maxSteps)} steps`
  return [
    ['Settings', `preset ${preset}, data ${data}, ${epochs} epochs${limit}`],
    ['', `batch ${batchSize}, learning rate ${learningRate}, seed ${seed}`],
    ...(recipe ? [['', recipe]] : []),
  ]
}

function lossLines(metrics: readonly Metric[], { ink, columns }: Terminal): string[] {
  const steps = metrics.filter(({ kind }) => kind === 'step')
  if (steps.length === 0) return ['', 'No losses yet.']
  const epochs = metrics.filter(({ kind }) => kind === 'epoch')
  const shown = epochs.slice(-EPOCHS_SHOWN)
  const first =
    epochs.length > shown.length ? [`  (${epochs.length - shown.length} epochs before)`] : []
  const width = Math.min(60, columns - LABEL_WIDTH - 1)
  const curve = sparkline(
    steps.map((metric) => metric.loss),
    width,
    ink,
  )
  const last = steps[steps.length - 1]
  return [
    '',
    `Loss      ${curve}`,
    `          ${loss(steps[0].loss)} at step ${count(steps[0].step)}, ` +
      `${loss(last.loss)} at step ${count(last.step)}`,
    ...first,
    ...shown.map(
      (metric) => `  Epoch ${String(metric.epoch).padStart(3)} | Loss: ${loss(metric.loss)}`,
    ),
  ]
}

function validationLines({ step, validation }: Partial<Metric> = {}): string[] {
  if (!validation || step === undefined) return []
  const { mean, quarters } = validation
  return [
    `Validation ${loss(mean)} at step ${count(step)}`,
    `           by quarter of t, image to noise: ${quarters.map(loss).join(' ')}`,
  ]
}

function copiesLines({ step, copies }: Partial<Metric> = {}): string[] {
  if (copies === undefined || step === undefined) return []
  return [
    `Copies     ${percentOf(copies)} of the samples at step ${count(step)}: nearer to a training image`,
    '           than real images are to each other',
  ]
}

interface RunFile {
  readonly name: string
  readonly bytes: number
  readonly sha256?: string
}

/** A file with its size, weights with their checksum; nothing where it has gone meanwhile. */
async function fileOf(path: string, name: string): Promise<RunFile | undefined> {
  const file = join(path, name)
  try {
    if (!name.endsWith('.safetensors')) return { name, bytes: (await stat(file)).size }
    const bytes = await readFile(file)
    return { name, bytes: bytes.length, sha256: sha256(bytes) }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw unreadable(file, error)
  }
}

/**
 * The files of a run, which may be under way: what is half written is none, nor is its lock.
 * @throws {DdpmError} where one cannot be read.
 */
export async function filesOf(path: string): Promise<readonly RunFile[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch((error) => {
    throw unreadable(path, error)
  })
  const names = entries
    .filter(({ name }) => !isInternal(name))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(path, join(entry.parentPath, entry.name)))
  const files: RunFile[] = []
  for (const name of names.sort()) {
    const file = await fileOf(path, name)
    if (file) files.push(file)
  }
  return files
}

/** @throws {DdpmError} where a file of it is damaged. */
export async function describeRun(path: string, terminal: Terminal): Promise<Report> {
  const folder = await RunFolder.open(path)
  const settings = parseSettings(await folder.readConfig(), join(path, runFiles.config))
  const loaded = await readRunCheckpoint(folder)
  const metrics = await folder.readMetrics()
  const judged = lastValidation(metrics)
  const copied = lastCopies(metrics)
  const validation = judged && { step: judged.step, ...judged.validation }
  const copies = copied && { step: copied.step, share: copied.copies }
  const files = await filesOf(path)
  const state = loaded ? modelRows(loaded) : [['State', 'no checkpoint yet']]
  const fileRows = files.map((file) => [file.name, size(file.bytes), file.sha256 ?? ''])
  const lines = [
    ...table([['Run', path], ...settingsRows(settings), ...state]),
    ...lossLines(metrics, terminal),
    ...validationLines(judged),
    ...copiesLines(copied),
    '',
    ...table([['File', 'Size', 'SHA-256'], ...fileRows], [1]),
  ]
  const epochs = metrics.filter(({ kind }) => kind === 'epoch')
  const model = loaded && modelFacts(loaded)
  return {
    facts: { kind: 'run', path, settings, ...model, epochs, validation, copies, files },
    lines,
    ...(loaded && { tensors: parameterTable(loaded.network) }),
  }
}
