/** Who carries out a list of commands: a pool of threads, or the caller itself. */

import type { CommandRun, Runner } from '../cpu/executor.ts'
import { control } from './control.ts'
import type { LinearMemory } from './memory.ts'

export interface WasmRunner extends Runner {
  /** Ends its threads. A run under way fails; a second call does nothing. */
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
