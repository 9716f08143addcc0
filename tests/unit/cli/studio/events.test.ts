/** The events on real connections, in this process: what a client leaves behind is counted. */

import { mkdtempSync, rmSync } from 'node:fs'
import { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { queryObjects } from 'node:v8'
import { getRequestListener } from '@hono/node-server'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { studioApp } from '../../../../src/cli/studio/app.ts'
import { Events } from '../../../../src/cli/studio/events.ts'
import { listenHere, type StudioServer } from '../../../../src/cli/studio/server.ts'
import type { RunEvents, RunSummary } from '../../../../src/runs/protocol.ts'
import { deafListener, Listener } from '../../../studio-client.ts'
import { append, config, put, step, steps } from './run-folders.ts'

const home = mkdtempSync(join(tmpdir(), 'ddpm-events-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

let root: string
let events: Events
let server: StudioServer
beforeEach(async () => {
  root = mkdtempSync(join(home, 'case-'))
  events = new Events(root)
  const app = studioApp(home, events)
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false })
  server = await listenHere((...exchange) => void answer(...exchange), 0)
})
afterEach(() => {
  events.close()
  server.close()
})

const turn = () => new Promise((settle) => setImmediate(settle))

/** Waits until so many listen. */
async function listening(count: number): Promise<void> {
  while (events.count !== count) await turn()
}

const named = (event: keyof RunEvents) => (heard: { event: string }) => heard.event === event

describe('events', () => {
  test('begin with all runs, and continue with what is new', async () => {
    put(root, 'run/config.json', config())
    const page = new Listener(server.port)
    const { data } = await page.until(named('runs'))
    expect(data).toMatchObject([{ name: 'run', step: 0 }])
    put(root, 'run/metrics.jsonl', steps(1, 3))
    await page.until(({ data }) => (data as RunSummary).step === 3)
    append(root, 'run/metrics.jsonl', step(4, 0.5))
    const added = await page.until(
      ({ event, data }) => event === 'metrics' && !(data as RunEvents['metrics']).replaced,
    )
    expect(added.data).toMatchObject({ name: 'run', steps: [[4, 0.5]] })
    rmSync(join(root, 'run'), { recursive: true })
    expect((await page.until(named('gone'))).data).toEqual({ name: 'run' })
    await page.close()
  })

  test('a page that goes, goes', async () => {
    const pages = Array.from({ length: 3 }, () => new Listener(server.port))
    await listening(3)
    await pages[0].close()
    await listening(2)
    await Promise.all(pages.map((page) => page.close()))
    await listening(0)
  })

  test('a page that has closed its half is let go', async () => {
    const page = await deafListener(server.port)
    await listening(1)
    page.end()
    await listening(0)
    page.destroy()
  })

  test('a page that reads nothing is dropped, the others hear everything', async () => {
    const deaf = await deafListener(server.port)
    const page = new Listener(server.port)
    await listening(2)
    const heavy = { data: 'x'.repeat(180_000) }
    let reported = 0
    // each look tells some 180 kB, fewer than may be left unread: the page that reads is never dropped;
    // what the system keeps for a connection is a few MB
    for (; events.count === 2 && reported < 500; reported++) {
      put(root, 'run/config.json', config({ ...heavy, seed: reported }))
      await events.runs.refresh()
      await page.until(({ data }) => (data as RunSummary).settings?.['seed'] === reported)
      page.heard.length = 0
    }
    expect(events.count).toBe(1)
    expect(reported).toBeLessThan(500)
    await page.close()
    deaf.destroy()
  })

  test('200 pages are held, informed and let go, and nothing of them is kept', async () => {
    put(root, 'run/config.json', config())
    put(root, 'run/metrics.jsonl', steps(1, 10))
    const pages = Array.from({ length: 200 }, () => new Listener(server.port))
    await listening(200)
    append(root, 'run/metrics.jsonl', step(11))
    await events.runs.refresh()
    await Promise.all(pages.map((page) => page.until(named('metrics'))))
    expect(queryObjects(ServerResponse)).toBe(200)
    await Promise.all(pages.map((page) => page.close()))
    await listening(0)
    while (queryObjects(ServerResponse) !== 0) await turn()
  })

  test('more than 500 are refused', async () => {
    const pages = Array.from({ length: 510 }, () => new Listener(server.port))
    await listening(500)
    await Promise.race(pages.map((page) => page.ended))
    expect(events.count).toBe(500)
    expect(events.hasRoom).toBe(false)
    await Promise.all(pages.map((page) => page.close()))
    await listening(0)
    expect(events.hasRoom).toBe(true)
  })
})
