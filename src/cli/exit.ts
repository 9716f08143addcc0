/** How errors end the process: as errors with codes, exit codes and words. It prints nothing itself. */

import { CommanderError } from 'commander'
import { DdpmError } from '../base/errors.ts'
import { isSystemError, systemReason } from '../hosts/node/errors.ts'
import { cliError, isInterruption } from './errors.ts'
import { isUsageError, usageError } from './usage-errors.ts'

export const exitCodes = { done: 0, failure: 1, usage: 2, interrupted: 130 } as const

/** What commander calls its mistakes, which name an option or a command in quotes. */
const lineErrors: Readonly<Record<string, (name: string, meant?: string) => DdpmError>> = {
  'commander.unknownCommand': (name, meant) => usageError('usage.unknown-command', { name, meant }),
  'commander.unknownOption': (name, meant) => usageError('usage.unknown-option', { name, meant }),
  'commander.missingArgument': (name) => usageError('usage.missing-argument', { name }),
  'commander.missingMandatoryOptionValue': (name) => usageError('usage.missing-option', { name }),
  'commander.optionMissingArgument': (name) => usageError('usage.missing-value', { name }),
  'commander.excessArguments': () => usageError('usage.too-many-arguments'),
}

function lineError({ code, message }: CommanderError): DdpmError {
  const name = /'([^']*)'/.exec(message)?.[1] ?? ''
  const meant = /\(Did you mean (.*)\?\)/.exec(message)?.[1]
  const detail = message.replace(/^error: /, '')
  return lineErrors[code]?.(name, meant) ?? usageError('usage.command-line', { detail })
}

/** Whether commander ends because it has shown help or the version. */
export const isAnswered = (error: unknown): boolean =>
  error instanceof CommanderError && error.exitCode === 0

/**
 * Whatever was thrown as an error with a code: refusals of the operating system and of the parser, too.
 * @returns nothing for a bug of ours
 */
export function codedError(error: unknown): DdpmError | undefined {
  if (error instanceof DdpmError) return error
  if (error instanceof CommanderError) return lineError(error)
  if (!isSystemError(error)) return undefined
  const path = error.path ?? error.syscall ?? 'the system'
  return cliError('cli.system-refused', { path, reason: systemReason(error) }, { cause: error })
}

/** The exit code that an error ends the process with. */
export function exitCodeOf(error: unknown): number {
  if (isAnswered(error)) return exitCodes.done
  if (isInterruption(error)) return exitCodes.interrupted
  const coded = codedError(error)
  return coded && isUsageError(coded) ? exitCodes.usage : exitCodes.failure
}

/** An error in words for people: a user's mistake without a stack, a bug of ours with one. */
export function explain(error: unknown, bugs: string): string {
  if (isInterruption(error)) return error.message
  const coded = codedError(error)
  if (coded) return `error: ${coded.message}`
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `This is a bug in ddpm. Please report it, with the lines below, at\n  ${bugs}\n\n${stack}`
}

/** An error as the event that programs read. */
export function errorEvent(error: unknown) {
  const { code, message, values } = codedError(error) ?? {
    code: 'internal',
    message: error instanceof Error ? error.message : String(error),
    values: {},
  }
  return { kind: 'error', code, message, values, exitCode: exitCodeOf(error) } as const
}
