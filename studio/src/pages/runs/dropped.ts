/** Runs that the visitor brings: a metrics.jsonl, or whole run folders. */

import { inventoryOf } from '../../../../src/runs/inventory.ts'
import { runFiles } from '../../../../src/runs/layout.ts'
import { detailOf, type RunDetail, type RunSummary } from '../../../../src/runs/protocol.ts'
import { type Settings, settingsOf } from '../../../../src/runs/settings.ts'
import { summarise } from '../../../../src/runs/summary.ts'
import type { GivenFile } from '../../compute/protocol.ts'
import { type FileKind, kindOf } from '../../shell/file-kind.ts'
import { readMetrics } from './metrics-text.ts'

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

const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/') + 1)
/** A config's settings; nothing where there is none to be read. */
async function settingsIn(file: File | undefined): Promise<Settings> {
  const value: unknown = await file
    ?.text()
    .then(JSON.parse)
    .catch(() => undefined)
  return settingsOf(value)
}

let count = 0

/** The run of a file of metrics and what lies beside it. */
async function runOf(
  { file, path }: GivenFile,
  all: readonly GivenFile[],
): Promise<DroppedRun | DropTrouble> {
  if (file.size === 0) return { kind: 'empty', file: file.name }
  const curves = await readMetrics(file)
  if (curves.steps.length + curves.epochs.length === 0) {
    return { kind: 'unreadable', file: file.name }
  }
  const folder = folderOf(path)
  const beside = all.filter((other) => folder !== '' && other.path.startsWith(folder))
  const files = new Map(beside.map((other) => [other.path.slice(folder.length), other.file]))
  const settings = await settingsIn(files.get(runFiles.config))
  const written = [...files, [runFiles.metrics, file] as const].map(
    ([name, { lastModified }]) => [name, lastModified] as const,
  )
  const summary = summarise({
    ...{ name: folder.split('/').at(-2) ?? file.name, settings, curves, now: 0, ended: true },
    ...{ inventory: inventoryOf(new Map(written)), problem: undefined },
  })
  const detail = detailOf(summary, settings, curves)
  return { key: `dropped ${count++}`, summary, detail, files }
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
