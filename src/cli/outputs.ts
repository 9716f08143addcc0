/** Whether files can be put in their places, asked before the work that makes them. */

import { outputProblem } from '../hosts/node/output.ts'
import { cliError } from './errors.ts'

/**
 * @param option the one that names the places
 * @throws {DdpmError} `cli.output-blocked`
 */
export function checkOutputs(paths: readonly string[], option: string): void {
  for (const path of paths) {
    const reason = outputProblem(path)
    if (reason) throw cliError('cli.output-blocked', { reason, help: `choose another ${option}` })
  }
}
