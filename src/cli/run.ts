/** Runs the program on a list of arguments and turns whatever happens into an exit code. */

import { isInterruption } from './errors.ts'
import { errorEvent, exitCodeOf, exitCodes, explain } from './exit.ts'
import { withNewNames } from './options/given-up.ts'
import { aboutPackage } from './package.ts'
import { createProgram, usageOf } from './program.ts'

/** Says what went wrong: to people on stderr, and as an event where events were asked for. */
function report(error: unknown, argv: readonly string[]): void {
  const exitCode = exitCodeOf(error)
  if (exitCode === exitCodes.done) return
  if (argv.includes('--json') && !isInterruption(error)) {
    process.stdout.write(`${JSON.stringify(errorEvent(error))}\n`)
  }
  process.stderr.write(`${explain(error, aboutPackage().bugs)}\n`)
  if (exitCode === exitCodes.usage) process.stderr.write(`${usageOf(argv[0])}\n`)
}

/**
 * Runs one command line.
 * @param argv without the program's own name; with nothing in it, help is shown
 * @returns 0 done, 1 a failure that was reported, 2 wrong usage, 130 interrupted
 */
export async function runCli(argv: readonly string[]): Promise<number> {
  try {
    const words = withNewNames(argv, (line) => process.stderr.write(`${line}\n`))
    await createProgram().parseAsync(words.length ? words : ['--help'], { from: 'user' })
    return exitCodes.done
  } catch (error) {
    report(error, argv)
    return exitCodeOf(error)
  }
}
