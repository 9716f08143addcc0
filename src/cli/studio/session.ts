/** `ddpm studio`: serves the app and the runs until it is asked to stop. */

import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { isRunFolder } from '../../hosts/node/run-folder.ts'
import { cliError } from '../errors.ts'
import { explain } from '../exit.ts'
import { watchInterrupts } from '../interrupt.ts'
import { aboutPackage } from '../package.ts'
import { shellWord } from '../shell-word.ts'
import { usageError } from '../usage-errors.ts'
import { builtStudio, studioApp } from './app.ts'
import { openBrowser } from './browser.ts'
import { Events } from './events.ts'
import { listenHere } from './server.ts'

export interface StudioSettings {
  readonly port: number
  /** The folder with the run folders. */
  readonly runs: string
  /** Whether to open the system's browser. */
  readonly open: boolean
}

const say = (line: string) => process.stdout.write(`${line}\n`)

/** @throws {DdpmError} `cli.studio-not-built` */
async function requireStudio(): Promise<void> {
  const found = await stat(join(builtStudio, 'index.html')).catch(() => undefined)
  if (found) return
  throw cliError('cli.studio-not-built', { path: builtStudio })
}

/** @throws {DdpmError} `usage.runs-is-file`, `usage.runs-is-run` */
export async function checkRuns(runs: string): Promise<void> {
  const found = await stat(runs).catch(() => undefined)
  if (found && !found.isDirectory()) throw usageError('usage.runs-is-file', { runs })
  if (!(await isRunFolder(runs))) return
  throw usageError('usage.runs-is-run', { runs, parent: shellWord(join(runs, '..')) })
}

async function runsInWords({ runs }: Events): Promise<string> {
  await runs.refresh()
  const all = runs.summaries
  if (all.length === 0) {
    return `No runs are in ${runs.path} yet: what ddpm train puts there appears by itself.`
  }
  const live = all.filter((run) => run.live).length
  const count = all.length === 1 ? '1 run' : `${all.length} runs`
  return `It shows ${count} of ${runs.path}${live > 0 ? `, ${live} of them live` : ''}.`
}

/** Until somebody asks to stop. */
function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve())
  })
}

/** An answer to what should not have happened; the server continues. */
function apologise(error: unknown): Response {
  process.stderr.write(`${explain(error, aboutPackage().bugs)}\n`)
  return new Response('This is a bug in ddpm: its words are where ddpm studio was started.\n', {
    status: 500,
  })
}

/** Serves until interrupted. @throws {DdpmError} where it cannot. */
export async function runStudio({ port, runs, open }: StudioSettings): Promise<void> {
  await requireStudio()
  await checkRuns(runs)
  const events = new Events(runs)
  const app = studioApp(builtStudio, events).onError(apologise)
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false })
  const server = await listenHere((...exchange) => void answer(...exchange), port)
  const interrupts = watchInterrupts(() => say('Stopped.'))
  try {
    const address = `http://localhost:${server.port}/`
    say(`The studio is at ${address}`)
    say(await runsInWords(events))
    say('Only this computer can open it. Press Ctrl-C to stop.')
    if (open) openBrowser(address, () => say(`No browser could be opened: open ${address}`))
    await stopped(interrupts.signal)
  } finally {
    events.close()
    server.close()
    interrupts.dispose()
  }
}
