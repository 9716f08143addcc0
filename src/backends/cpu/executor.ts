/**
 * What carries a lowered program out: memory that kernels address in bytes, and a runner of command
 * lists. The lowering knows no more of WebAssembly or of native code than this.
 */

import type { HostData } from '../../engine/device.ts'
import type { DType } from '../../engine/ops.ts'

/** Memory by addresses of 32 bits, of which 0 is never given out: commands use it for "nothing". */
export interface Memory {
  /** The most bytes there can be. */
  readonly limit: number
  /**
   * Address of `bytes` bytes, on a cache line.
   * @throws {DdpmError} `memory.exhausted`; `device.used-after-close`.
   */
  allocate(bytes: number): number
  /** @throws {InternalError} where nothing is allocated at the address. */
  free(address: number): void
  /** The numbers themselves; do not keep them: growth of the memory may invalidate them. */
  numbers(dtype: DType, address: number, length: number): HostData
  /** As `numbers`. */
  floats(address: number, length: number): Float32Array
  /** As `numbers`. */
  doubles(address: number, length: number): Float64Array
}

/** A command list in memory, and the scratch memory it needs per thread. */
export interface CommandRun {
  readonly commands: number
  readonly commandsEnd: number
  readonly scratch: number
  readonly scratchBytes: number
  /** Where to note times: a float64 before the first command and one after each. */
  readonly profile?: number
}

/** Carries out command lists, one at a time; results do not depend on how many threads there are. */
export interface Runner {
  readonly threads: number
  /**
   * Resolves when every command is done.
   * @throws {DdpmError} `device.thread-lost`; `device.used-after-close`.
   */
  run(run: CommandRun): Promise<void>
}

export interface Executor {
  readonly memory: Memory
  readonly runner: Runner
  /** Ends the threads and gives the memory back. A second call does nothing. */
  close(): Promise<void>
}
