/** Ctrl-C and SIGTERM: the first asks the work to stop safely, the second ends the process. */

import { exitCodes, Interruption } from './errors.ts'

export interface Interrupts {
  /** Aborted by the first request; its reason is an `Interruption`. */
  readonly signal: AbortSignal
  /** Gives the signals back to Node's own handling. */
  dispose(): void
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/**
 * Watches for requests to stop. A reader of stdout that has gone away is one, too.
 * @param onFirst called at the first request, to tell the user
 */
export function watchInterrupts(onFirst: () => void): Interrupts {
  const controller = new AbortController()
  const request = () => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted)
    controller.abort(new Interruption())
    onFirst()
  }
  const onPipe = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    if (!controller.signal.aborted) controller.abort(new Interruption())
  }
  for (const name of SIGNALS) process.on(name, request)
  process.stdout.on('error', onPipe)
  const dispose = () => {
    for (const name of SIGNALS) process.off(name, request)
  }
  return { signal: controller.signal, dispose }
}
