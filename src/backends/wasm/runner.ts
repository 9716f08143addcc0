/** Who carries out a list of commands: a pool of threads, or the caller itself. */

import { control } from './layout.ts'
import type { LinearMemory } from './memory.ts'

/** Commands in memory and the scratch memory they need, per thread. */
export interface CommandRun {
  readonly commands: number
  readonly commandsEnd: number
  readonly scratch: number
  readonly scratchBytes: number
  /** Where to note times: a float64 before the first command and one after each. */
  readonly profile?: number
}

export interface Runner {
  readonly threads: number
  /** Resolves when every command is done. @throws {InternalError} where a thread has died. */
  run(run: CommandRun): Promise<void>
  close(): Promise<void>
}

/** Writes what to run where the kernels look for it. */
export function postRun(memory: LinearMemory, run: CommandRun, threads: number): void {
  const words = memory.integers(0, control.END / 4)
  words[control.COMMANDS / 4] = run.commands
  words[control.COMMANDS_END / 4] = run.commandsEnd
  words[control.SCRATCH / 4] = run.scratch
  words[control.SCRATCH_BYTES / 4] = run.scratchBytes
  words[control.THREADS / 4] = threads
  words[control.PROFILE / 4] = run.profile ?? 0
}
