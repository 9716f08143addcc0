/** Runs as the server reports them, for tests. */

import type { RunDetail, RunSummary } from '../../../../src/runs/protocol.ts'

export const summary = (name: string, more: Partial<RunSummary> = {}): RunSummary => ({
  ...{ name, settings: {}, step: 10, live: false, finished: true, files: [] },
  ...more,
})

export const detail = (more: Partial<RunDetail> = {}): RunDetail => ({
  ...{ summary: summary('run'), settings: {}, steps: [], epochs: [], copies: [] },
  ...more,
})
