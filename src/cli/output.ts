/** The program's two streams of output, of which either may be lost while it runs. */

import type { EventEmitter } from 'node:events'
import { systemReason } from '../hosts/node/errors.ts'
import { exitCodes } from './exit.ts'

/** Where words go; in tests another one. */
export interface OutputStream extends Pick<EventEmitter, 'on'> {
  write(text: string): unknown
}

const listeners = new Set<() => void>()

/** Calls `listener` when stdout is lost. @returns what ends that */
export function onOutputLost(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/**
 * Takes the errors of both streams, which would else end the process with a stack. A reader that has
 * gone away (EPIPE) wants no more, which is not a failure; a full disk is one, and is reported on stderr. What
 * stderr cannot say is not said.
 */
export function guardOutput(
  stdout: OutputStream = process.stdout,
  stderr: OutputStream = process.stderr,
): void {
  stderr.on('error', () => {})
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') {
      stderr.write(`error: the output cannot be written: ${systemReason(error)}\n`)
      process.once('exit', () => {
        process.exitCode ||= exitCodes.failure
      })
    }
    for (const listener of listeners) listener()
  })
}
