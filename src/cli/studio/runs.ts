/** The run folders of a folder, read again whenever somebody asks, and what is new is reported. */

import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { runFiles } from '../../runs/layout.ts'
import type { RunDetail, RunEvents, RunSummary } from '../../runs/protocol.ts'
import { RunReader } from './run-reader.ts'
import { isPlainName } from './within.ts'

type Tell = <Name extends keyof RunEvents>(event: Name, data: RunEvents[Name]) => void

/** Whether a folder holds something of a run; its config may be missing. */
async function looksLikeRun(path: string): Promise<boolean> {
  const found = await Promise.all(
    Object.values(runFiles).map((name) => stat(join(path, name)).catch(() => undefined)),
  )
  return found.some((stats) => stats !== undefined)
}

export class Runs {
  readonly path: string
  readonly #tell: Tell
  readonly #readers = new Map<string, RunReader>()
  #looking: Promise<void> | undefined

  /** @param tell called with what is new */
  constructor(path: string, tell: Tell = () => {}) {
    this.path = path
    this.#tell = tell
  }

  /** Newest first. */
  get summaries(): readonly RunSummary[] {
    const all = [...this.#readers.values()].map(({ summary }) => summary)
    return all.sort((a, b) => (b.written ?? 0) - (a.written ?? 0) || (a.name < b.name ? -1 : 1))
  }

  detail(name: string): RunDetail | undefined {
    return this.#readers.get(name)?.detail
  }

  /** Looks once, for all that ask meanwhile. */
  refresh(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined
    })
    return this.#looking
  }

  async #look(): Promise<void> {
    const names = await this.#names()
    for (const name of this.#readers.keys()) {
      if (names.includes(name)) continue
      this.#readers.delete(name)
      this.#tell('gone', { name })
    }
    for (const name of names) await this.#lookAt(name)
  }

  async #lookAt(name: string): Promise<void> {
    const reader = this.#readers.get(name) ?? new RunReader(this.path, name)
    this.#readers.set(name, reader)
    const { summary, metrics } = await reader.refresh(Date.now())
    if (summary) this.#tell('run', summary)
    if (metrics) this.#tell('metrics', metrics)
  }

  async #names(): Promise<string[]> {
    const entries = await readdir(this.path, { withFileTypes: true }).catch(() => [])
    const names: string[] = []
    for (const entry of entries) {
      if (entry.isFile() || entry.name.startsWith('.') || !isPlainName(entry.name)) continue
      if (await looksLikeRun(join(this.path, entry.name))) names.push(entry.name)
    }
    return names
  }
}
