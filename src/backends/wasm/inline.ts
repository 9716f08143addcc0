/** The runner without threads: the kernels run on the calling thread until they are done. */

import { InternalError } from '../../base/errors.ts'
import { usedAfterClose } from '../../engine/bindings.ts'
import type { LinearMemory } from './memory.ts'
import { postRun, type WasmRunner } from './runner.ts'

/** @param module one of the `-single` files */
export async function inlineRunner(
  module: WebAssembly.Module,
  memory: LinearMemory,
): Promise<WasmRunner> {
  const imports = { env: { memory: memory.memory, now: () => performance.now() } }
  const { exports } = await WebAssembly.instantiate(module, imports)
  if (typeof exports.run !== 'function') throw new InternalError('the kernels export no run')
  // The function keeps its instance, and the instance the memory.
  let kernels: CallableFunction | undefined = exports.run
  return {
    threads: 1,
    async run(commands) {
      if (!kernels) throw usedAfterClose()
      postRun(memory, commands, 1)
      kernels()
    },
    async close() {
      kernels = undefined
    },
  }
}
