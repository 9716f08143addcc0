/** What went wrong, as exit codes and words. It prints nothing itself. */

import { CommanderError } from 'commander'
import { isSystemError, systemReason } from '../hosts/node/errors.ts'
import { DdpmError, UserError } from '../node.ts'

export const exitCodes = { done: 0, failure: 1, usage: 2, interrupted: 130 } as const

/** A mistake in how a command was written: shown with the command's usage. */
export class UsageError extends UserError {
  override readonly name = 'UsageError'
}

/** The user asked to stop; the message says what was kept and how to go on. */
export class Interruption extends Error {
  override readonly name = 'Interruption'

  constructor(message = 'interrupted: nothing was written') {
    super(message)
  }
}

/** The exit code that an error ends the process with. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? exitCodes.done : exitCodes.usage
  if (error instanceof UsageError) return exitCodes.usage
  if (error instanceof Interruption) return exitCodes.interrupted
  return exitCodes.failure
}

/** An error in words for people: a user's mistake without a stack, a bug of ours with one. */
export function explain(error: unknown, bugs: string): string {
  if (error instanceof Interruption) return error.message
  if (error instanceof DdpmError) return `error: ${error.message}`
  if (isSystemError(error)) return `error: ${error.path ?? error.syscall}: ${systemReason(error)}`
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `This is a bug in ddpm. Please report it, with the lines below, at\n  ${bugs}\n\n${stack}`
}
