/** A training as `ddpm studio` reports it. */

import { expect, test } from 'vitest'
import type { RunDetail, RunEvents, RunSummary, StepPoint } from '../../../src/runs/protocol.ts'
import { askJson, Listener } from '../../studio-client.ts'
import { start } from '../run-cli.ts'
import { tinyTraining } from '../run-studio.ts'
import { serveRuns } from './served-runs.ts'

const studio = serveRuns()

test('a training is followed from its first step to its model', async () => {
  const page = new Listener(studio.port)
  await page.until(({ event }) => event === 'runs')
  const training = start(studio.home, ...tinyTraining('live', '--epochs', '40'))
  const isLive = (data: unknown) => (data as RunSummary).name === 'live'
  const first = await page.until(({ event, data }) => event === 'run' && isLive(data))
  expect(first.data).toMatchObject({ live: true, finished: false, settings: { epochs: 40 } })
  const { steps } = await askJson<RunDetail>(studio.port, '/api/runs/live')
  const end = await page.until(
    ({ event, data }) => event === 'run' && isLive(data) && (data as RunSummary).finished,
  )
  expect((await training.ended).code).toBe(0)
  expect(end.data).toMatchObject({ live: false, step: 400, totalSteps: 400, model: 'model' })

  const heard = new Map<number, number>(steps)
  const add = (points: readonly StepPoint[]) => {
    for (const [step, loss] of points) heard.set(step, loss)
  }
  for (const { event, data } of page.heard) {
    const metrics = data as RunEvents['metrics']
    if (event === 'metrics' && metrics.name === 'live') add(metrics.steps)
  }
  const whole = await askJson<RunDetail>(studio.port, '/api/runs/live')
  // all of them, but those before the answer that came later than their events
  const early = whole.steps.findIndex(([step]) => heard.has(step))
  expect([...heard].sort(([a], [b]) => a - b)).toEqual(whole.steps.slice(early))
  expect(heard.size).toBeGreaterThan(300)
  const hasGrid = ({ files }: RunSummary) => files.some(({ name }) => name.startsWith('samples'))
  const grids = page.heard.filter(
    ({ event, data }) => event === 'run' && isLive(data) && hasGrid(data as RunSummary),
  )
  expect(grids.length).toBeGreaterThan(1)
  await page.close()
})
