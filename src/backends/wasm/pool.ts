/**
 * A pool of threads that share the memory and serve inside WebAssembly: a run is posted as a new
 * epoch, and thread 0 says when it is over. The calling thread never blocks.
 */

import { InternalError } from '../../base/errors.ts'
import { usedAfterClose } from '../../engine/bindings.ts'
import type { Host, HostThread } from '../../engine/host.ts'
import type { CommandRun } from '../cpu/executor.ts'
import { backendError } from '../errors.ts'
import { control } from './control.ts'
import type { LinearMemory } from './memory.ts'
import { postRun, type WasmRunner } from './runner.ts'

interface Pending {
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

export class Pool implements WasmRunner {
  readonly threads: number
  readonly #memory: LinearMemory
  readonly #members: readonly HostThread[]
  /** The run under way. */
  #pending: Pending | undefined
  #failure: Error | undefined

  /** @param module one of the files for shared memory */
  constructor(host: Host, module: WebAssembly.Module, memory: LinearMemory, threads: number) {
    this.threads = threads
    this.#memory = memory
    this.#members = Array.from({ length: threads }, (_, index) =>
      host.startThread({ module, memory: memory.memory, index }),
    )
    for (const thread of this.#members) {
      thread.listen(
        () => this.#settle()?.resolve(),
        (error) => this.#fail(error),
      )
      thread.keepAlive(false)
    }
  }

  /** One run at a time. */
  run(run: CommandRun): Promise<void> {
    if (this.#failure) return Promise.reject(this.#failure)
    if (this.#pending) return Promise.reject(new InternalError('two runs at once'))
    // Threads meet at commands. Without any, one that wakes late could take the next run twice.
    if (run.commands === run.commandsEnd) return Promise.resolve()
    return new Promise((resolve, reject) => {
      this.#pending = { resolve, reject }
      for (const thread of this.#members) thread.keepAlive(true)
      this.#post(run)
    })
  }

  async close(): Promise<void> {
    this.#failure ??= usedAfterClose()
    this.#settle()?.reject(this.#failure)
    await Promise.all(this.#members.map((thread) => thread.terminate()))
  }

  #post(run: CommandRun): void {
    postRun(this.#memory, run, this.threads)
    const words = this.#memory.integers(0, control.END / 4)
    Atomics.add(words, control.EPOCH / 4, 1)
    Atomics.notify(words, control.EPOCH / 4)
  }

  /** Ends the run under way and gives who waits for it. */
  #settle(): Pending | undefined {
    const pending = this.#pending
    this.#pending = undefined
    for (const thread of this.#members) thread.keepAlive(false)
    return pending
  }

  /** The others would wait for a dead thread forever: they are ended too. */
  #fail(cause: Error): void {
    if (this.#failure) return
    this.#failure = backendError('device.thread-lost', { reason: cause.message }, { cause })
    this.#settle()?.reject(this.#failure)
    for (const thread of this.#members) void thread.terminate()
  }
}
