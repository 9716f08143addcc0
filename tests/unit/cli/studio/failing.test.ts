/** Runs on a file system that fails, and words that stand for no folder of runs. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { Runs } from '../../../../src/cli/studio/runs.ts'
import { checkRuns } from '../../../../src/cli/studio/session.ts'
import { Tail } from '../../../../src/cli/studio/tail.ts'
import { append, config, put, step, steps } from './run-folders.ts'

const home = mkdtempSync(join(tmpdir(), 'ddpm-failing-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))
afterEach(() => vi.restoreAllMocks())

test('a run that cannot be read says so, hides no other, and comes back whole', async () => {
  const root = join(home, 'runs')
  for (const name of ['a', 'b']) {
    put(root, `${name}/config.json`, config())
    put(root, `${name}/metrics.jsonl`, steps(1, 3))
  }
  const reported: [string, unknown][] = []
  const runs = new Runs(root, (event, data) => reported.push([event, data]))
  const of = (name: string) => runs.summaries.find((run) => run.name === name)!
  const failure = Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' })
  vi.spyOn(Tail.prototype, 'read').mockRejectedValueOnce(failure)
  await runs.refresh()
  expect(of('a').problem).toBe('it cannot be read now: EIO: i/o error, read')
  expect(of('b')).toMatchObject({ step: 3 })
  expect(of('b').problem).toBeUndefined()
  await runs.refresh()
  expect(of('a')).toMatchObject({ step: 3 })
  expect(of('a').problem).toBeUndefined()

  append(root, 'a/metrics.jsonl', step(4))
  vi.spyOn(Tail.prototype, 'read').mockImplementationOnce(async (onLine) => {
    onLine(step(4))
    throw failure
  })
  await runs.refresh()
  reported.length = 0
  await runs.refresh()
  expect(reported.find(([event]) => event === 'metrics')?.[1]).toMatchObject({
    name: 'a',
    replaced: true,
  })
})

test('a folder that is itself a run is answered with the one around it', async () => {
  put(home, 'my runs/run/config.json', config())
  const run = join(home, 'my runs', 'run')
  await expect(checkRuns(run)).rejects.toThrow(`holds it, --runs '${join(home, 'my runs')}'`)
  await expect(checkRuns(`${run}/.`)).rejects.toThrow(`--runs '${join(home, 'my runs')}'`)
})
