/** What a job makes from states once for many runs, and again when they have changed. */

import type { CpuBuffer } from './buffer.ts'
import type { CommandRun, Runner } from './executor.ts'

export class Preparation {
  readonly #run: CommandRun
  readonly #sources: readonly CpuBuffer[]
  /** Of each source, when the commands last ran. */
  #versions: readonly number[] | undefined

  /** @param sources what the commands read and no run of the job overwrites */
  constructor(run: CommandRun, sources: readonly CpuBuffer[]) {
    this.#run = run
    this.#sources = sources
  }

  /** Runs the commands, unless what they made still holds. Its turn in the queue must have come. */
  async renew(runner: Runner): Promise<void> {
    if (this.#versions?.every((version, i) => version === this.#sources[i].version)) return
    await runner.run(this.#run)
    this.#versions = this.#sources.map(({ version }) => version)
  }
}
