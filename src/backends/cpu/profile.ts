/** A run with a clock: thread 0 notes the time whenever all threads have met after a command. */

import { type Profile, profileEntry } from '../../engine/profile.ts'
import type { CommandRun, Memory, Runner } from './executor.ts'
import type { LoweredOp } from './lower/program.ts'

const BYTES_PER_TIME = 8

/** Times between meetings as entries of the ops whose commands they are. */
function entriesOf(ops: readonly LoweredOp[], times: Float64Array) {
  let done = 0
  const partOf = (command: string) => {
    done++
    return { command, milliseconds: times[done] - times[done - 1] }
  }
  return ops
    .filter(({ commands }) => commands.length > 0)
    .map(({ tensor, commands, algorithm }) => {
      return profileEntry(tensor, commands.map(partOf), algorithm)
    })
}

/**
 * Runs commands once.
 * @param ops whose commands they are, in their order
 */
export async function runProfiled(
  run: CommandRun,
  ops: readonly LoweredOp[],
  { memory, runner }: { readonly memory: Memory; readonly runner: Runner },
): Promise<Profile> {
  const count = ops.reduce((sum, { commands }) => sum + commands.length, 0) + 1
  const profile = memory.allocate(count * BYTES_PER_TIME)
  try {
    const start = performance.now()
    await runner.run({ ...run, profile })
    const milliseconds = performance.now() - start
    return { milliseconds, entries: entriesOf(ops, memory.doubles(profile, count)) }
  } finally {
    memory.free(profile)
  }
}
