/** The runner without threads: the kernels run on the calling thread until they are done. */

import { InternalError } from '../../engine/errors.ts'
import type { LinearMemory } from './memory.ts'
import { postRun, type Runner } from './runner.ts'

/** @param module one of the `-single` files */
export async function inlineRunner(
  module: WebAssembly.Module,
  memory: LinearMemory,
): Promise<Runner> {
  const imports = { env: { memory: memory.memory, now: () => performance.now() } }
  const { exports } = await WebAssembly.instantiate(module, imports)
  const { run } = exports
  if (typeof run !== 'function') throw new InternalError('the kernels export no run')
  return {
    threads: 1,
    async run(commands) {
      postRun(memory, commands, 1)
      run()
    },
    async close() {},
  }
}
