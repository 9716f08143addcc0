/** `ddpm studio` over a folder of runs that a test fills, as pages in Chromium see it. */

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { ddpm, type Running } from '../platform/run-cli.ts'
import { runStudio, tinyTraining } from '../platform/run-studio.ts'
import { openStudio } from './open-studio.ts'
import type { OpenPage } from './page.ts'
import { type Visit, visit } from './studio.ts'

/** Trains one run to copy, serves an empty folder, and empties it before each test. */
export function studioOfRuns() {
  const home = mkdtempSync(join(tmpdir(), 'ddpm-runs-'))
  const runs = join(home, 'runs')
  const made = join(home, 'made/runs')
  const web = openStudio()
  let studio: { running: Running; port: number }
  beforeAll(async () => {
    mkdirSync(join(home, 'made'))
    const training = tinyTraining('done', '--epochs', '3')
    expect((await ddpm(join(home, 'made'), ...training)).code).toBe(0)
    mkdirSync(runs)
    studio = await runStudio(home)
  })
  afterAll(async () => {
    studio?.running.child.kill('SIGTERM')
    await studio?.running.ended
    rmSync(home, { recursive: true, force: true })
  })
  beforeEach(() => {
    rmSync(runs, { recursive: true })
    mkdirSync(runs)
  })

  /** Puts a finished run there, with other settings where some are given. */
  function put(name: string, changes: Record<string, unknown> = {}): string {
    const folder = join(runs, name)
    cpSync(join(made, 'done'), folder, { recursive: true, preserveTimestamps: true })
    if (Object.keys(changes).length > 0) {
      const config = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'))
      writeFileSync(join(folder, 'config.json'), JSON.stringify({ ...config, ...changes }))
    }
    return folder
  }

  const address = () => `http://localhost:${studio.port}/`
  const look = (how: Visit = {}): Promise<OpenPage> =>
    visit(web.browser, { address: address() }, { at: '#/runs', ...how })

  return { home, runs, web, put, look }
}
