/** Runs the program on a list of arguments and turns whatever happens into an exit code. */

import { CommanderError } from 'commander'
import { exitCodeOf, exitCodes, explain, Interruption, UsageError } from './errors.ts'
import { aboutPackage } from './package.ts'
import { createProgram, usageOf } from './program.ts'

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** Says what went wrong: to people on stderr, and as an event where events were asked for. */
function report(error: unknown, argv: readonly string[]): void {
  const exitCode = exitCodeOf(error)
  if (exitCode === exitCodes.done) return
  if (argv.includes('--json') && !(error instanceof Interruption)) {
    const message = messageOf(error).replace(/^error: /, '')
    process.stdout.write(`${JSON.stringify({ kind: 'error', message, exitCode })}\n`)
  }
  if (error instanceof CommanderError) return // has said it already
  process.stderr.write(`${explain(error, aboutPackage().bugs)}\n`)
  if (error instanceof UsageError) process.stderr.write(`${usageOf(argv[0])}\n`)
}

/**
 * Runs one command line.
 * @param argv without the program's own name; with nothing in it, help is shown
 * @returns 0 done, 1 a failure that was reported, 2 wrong usage, 130 interrupted
 */
export async function runCli(argv: readonly string[]): Promise<number> {
  try {
    await createProgram().parseAsync(argv.length ? argv : ['--help'], { from: 'user' })
    return exitCodes.done
  } catch (error) {
    report(error, argv)
    return exitCodeOf(error)
  }
}
