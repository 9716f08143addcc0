/** Ctrl-C and its like: the first asks the work to stop safely, the second ends the process. */

import { interruption } from './errors.ts'
import { exitCodes } from './exit.ts'
import { onOutputLost } from './output.ts'

export interface Interrupts {
  /** Aborted by the first request; its reason is `interrupted.nothing-written`. */
  readonly signal: AbortSignal
  /** Gives the signals back to Node's own handling. */
  dispose(): void
}

/** What a user sends on purpose. */
const ASKED: readonly NodeJS.Signals[] =
  process.platform === 'win32' ? ['SIGINT', 'SIGTERM', 'SIGBREAK'] : ['SIGINT', 'SIGTERM']
/** A terminal that was closed: its shell may say so a second time, and nobody is in a hurry. */
const HANGUP: NodeJS.Signals = 'SIGHUP'

/**
 * Watches for requests to stop. A terminal or a reader of stdout that has gone away is one, too.
 * @param onFirst called at the first request, to inform the user
 */
export function watchInterrupts(onFirst: () => void): Interrupts {
  const controller = new AbortController()
  const { signal } = controller
  const stop = () => {
    if (!signal.aborted) controller.abort(interruption('interrupted.nothing-written'))
  }
  const request = () => {
    if (signal.aborted) process.exit(exitCodes.interrupted)
    stop()
    onFirst()
  }
  for (const name of ASKED) process.on(name, request)
  process.on(HANGUP, stop)
  const unsubscribe = onOutputLost(stop)
  const dispose = () => {
    for (const name of ASKED) process.off(name, request)
    process.off(HANGUP, stop)
    unsubscribe()
  }
  return { signal, dispose }
}
