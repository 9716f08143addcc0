/** `ddpm studio` and the runs that its tests ask for: whole, cut, broken, and links to elsewhere. */

import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { ask } from '../../studio-client.ts'
import { ddpm } from '../run-cli.ts'
import { runStudio, tinyTraining } from '../run-studio.ts'

/** A folder whose `runs` holds one of each, beside what nobody may read. */
async function makeRuns(home: string): Promise<void> {
  expect((await ddpm(home, ...tinyTraining('done', '--epochs', '2'))).code).toBe(0)
  const runs = join(home, 'runs')
  mkdirSync(join(runs, 'broken'))
  writeFileSync(join(runs, 'broken/config.json'), '{')
  cpSync(join(runs, 'done'), join(runs, 'cut'), { recursive: true })
  const metrics = readFileSync(join(runs, 'done/metrics.jsonl'))
  writeFileSync(join(runs, 'cut/metrics.jsonl'), metrics.subarray(0, metrics.length - 20))
  writeFileSync(join(home, 'secret.png'), 'a secret')
  mkdirSync(join(home, 'elsewhere'))
  writeFileSync(join(home, 'elsewhere/final.png'), 'a secret')
  writeFileSync(join(home, 'elsewhere/config.json'), '{"secret":1}')
  symlinkSync(join(home, 'elsewhere'), join(runs, 'linked'))
  symlinkSync(join(home, 'secret.png'), join(runs, 'cut/samples/leak.png'))
}

/** Serves them from before the first test of a file to after its last. */
export function serveRuns() {
  const home = mkdtempSync(join(tmpdir(), 'ddpm-studio-'))
  let studio: Awaited<ReturnType<typeof runStudio>>
  beforeAll(async () => {
    await makeRuns(home)
    studio = await runStudio(home)
  })
  afterAll(async () => {
    studio?.running.child.kill('SIGTERM')
    await studio?.running.ended
    rmSync(home, { recursive: true, force: true })
  })
  return {
    home,
    get running() {
      return studio.running
    },
    get port() {
      return studio.port
    },
    /** However a test ends, the server lives. */
    async alive() {
      expect(studio.running.child.exitCode).toBeNull()
      expect((await ask(studio.port, '/')).status).toBe(200)
    },
  }
}
