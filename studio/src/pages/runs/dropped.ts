/** Runs that the visitor brings: a metrics.jsonl, or whole run folders. */

import type {
  RunDetail,
  RunFile,
  RunSummary,
  Setting,
} from '../../../../src/cli/studio/protocol.ts'
import type { GivenFile } from '../../compute/protocol.ts'
import { type FileKind, kindOf } from '../../shell/file-kind.ts'
import { type Metrics, readMetrics } from './metrics-text.ts'

export interface DroppedRun {
  readonly key: string
  readonly summary: RunSummary
  readonly detail: RunDetail
  /** By their names within the run. */
  readonly files: ReadonlyMap<string, File>
}

/** Why nothing of a drop is a run: no file of metrics is in it, or none of its lines are metrics. */
export type DropTrouble =
  | { readonly kind: 'foreign'; readonly file: string; readonly seems: FileKind }
  | { readonly kind: 'empty' | 'unreadable'; readonly file: string }

export interface Brought {
  readonly runs: readonly DroppedRun[]
  readonly troubles: readonly DropTrouble[]
}

/** The last losses, whose mean stands for the run. */
const RECENT_STEPS = 50
const isShown = (name: string) =>
  /^samples\/[^/.][^/]*\.png$/.test(name) || /^(final|loss)\.png$|^eval\.json$/.test(name)

const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/') + 1)
const byNumber = new Intl.Collator('en', { numeric: true }).compare

/** A config's settings; nothing where there is none to be read. */
async function settingsIn(file: File | undefined): Promise<Readonly<Record<string, Setting>>> {
  const value: unknown = await file
    ?.text()
    .then(JSON.parse)
    .catch(() => undefined)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {}
  const isSetting = (one: unknown) =>
    ['string', 'number', 'boolean'].includes(typeof one) ||
    (Array.isArray(one) && one.every((part) => typeof part === 'number'))
  return Object.fromEntries(Object.entries(value).filter(([, one]) => isSetting(one)))
}

function shownFiles(files: ReadonlyMap<string, File>): readonly RunFile[] {
  const names = [...files.keys()].filter(isShown)
  const grids = names.filter((name) => name.startsWith('samples/')).sort(byNumber)
  const others = names.filter((name) => !name.startsWith('samples/'))
  return [...others, ...grids].map((name) => ({ name, written: files.get(name)!.lastModified }))
}

const leftOut = (lines: number) =>
  `${lines === 1 ? '1 line' : `${lines} lines`} of its metrics cannot be read and are left out`

function summarise(name: string, metrics: Metrics, files: ReadonlyMap<string, File>): RunSummary {
  const recent = metrics.steps.slice(-RECENT_STEPS).map(([, loss]) => loss)
  const step = metrics.steps.at(-1)?.[0] ?? metrics.epochs.at(-1)?.step ?? 0
  const finished = files.has('model.safetensors')
  const { unreadable } = metrics
  return {
    ...{ name, step, finished, live: false, settings: {}, files: shownFiles(files) },
    loss:
      recent.length > 0 ? recent.reduce((sum, loss) => sum + loss, 0) / recent.length : undefined,
    written: files.get('metrics.jsonl')?.lastModified,
    ...(finished ? { model: 'model' as const, totalSteps: step } : {}),
    ...(unreadable > 0 ? { problem: leftOut(unreadable) } : {}),
  }
}

let count = 0

/** The run of a file of metrics and what lies beside it. */
async function runOf(
  { file, path }: GivenFile,
  all: readonly GivenFile[],
): Promise<DroppedRun | DropTrouble> {
  if (file.size === 0) return { kind: 'empty', file: file.name }
  const metrics = await readMetrics(file)
  if (metrics.steps.length + metrics.epochs.length === 0) {
    return { kind: 'unreadable', file: file.name }
  }
  const folder = folderOf(path)
  const beside = all.filter((other) => folder !== '' && other.path.startsWith(folder))
  const files = new Map(beside.map((other) => [other.path.slice(folder.length), other.file]))
  const name = folder.split('/').at(-2) ?? file.name
  const summary = summarise(name, metrics, new Map([...files, ['metrics.jsonl', file]]))
  const settings = await settingsIn(files.get('config.json'))
  const { steps, epochs } = metrics
  return { key: `dropped ${count++}`, summary, detail: { summary, settings, steps, epochs }, files }
}

/** @param files at least one */
export async function readDropped(files: readonly GivenFile[]): Promise<Brought> {
  const metrics = files.filter(({ file }) => /\.jsonl$/i.test(file.name))
  if (metrics.length === 0) {
    const [{ file }] = files
    const seems = await kindOf(file).catch(() => 'unknown' as const)
    return { runs: [], troubles: [{ kind: 'foreign', file: file.name, seems }] }
  }
  const found: (DroppedRun | DropTrouble)[] = []
  for (const one of metrics) {
    found.push(
      await runOf(one, files).catch(
        (): DropTrouble => ({ kind: 'unreadable', file: one.file.name }),
      ),
    )
  }
  return {
    runs: found.filter((one) => 'key' in one),
    troubles: found.filter((one) => 'kind' in one),
  }
}
