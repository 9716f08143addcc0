/** A folder of runs for each test, watched as the studio's server does. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect } from 'vitest'
import { Runs } from '../../../../src/cli/studio/runs.ts'
import type { RunEvents } from '../../../../src/runs/protocol.ts'

type News = { [Name in keyof RunEvents]: { event: Name; data: RunEvents[Name] } }[keyof RunEvents]

export function watchRuns() {
  const home = mkdtempSync(join(tmpdir(), 'ddpm-runs-'))
  afterAll(() => rmSync(home, { recursive: true, force: true }))
  const watched = {
    /** For other folders. */
    home,
    root: '',
    runs: new Runs(''),
    news: [] as News[],
    /** Looks once. @returns the kinds of the news */
    async look() {
      watched.news = []
      await watched.runs.refresh()
      return watched.news.map(({ event }) => event)
    },
    /** The only run there is. */
    only() {
      expect(watched.runs.summaries).toHaveLength(1)
      return watched.runs.summaries[0]
    },
  }
  beforeEach(() => {
    watched.root = mkdtempSync(join(home, 'case-'))
    watched.news = []
    watched.runs = new Runs(watched.root, (event, data) =>
      watched.news.push({ event, data } as News),
    )
  })
  return watched
}
