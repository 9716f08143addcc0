/** The machine under the command line, as its reports name it. */

import { availableParallelism, cpus, totalmem } from 'node:os'

export interface Machine {
  readonly processor: string
  readonly logicalCores: number
  /** In bytes. */
  readonly memory: number
}

/** What computes here, as the system reports it. */
export function machine(): Machine {
  const processor = cpus()[0]?.model.trim() ?? process.arch
  return { processor, logicalCores: availableParallelism(), memory: totalmem() }
}
