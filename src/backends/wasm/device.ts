/** The WASM backend as a device: a memory, its kernels, and who runs them. */

import type { Device, DeviceBuffer } from '../../engine/device.ts'
import { InternalError, UserError } from '../../engine/errors.ts'
import type { Host } from '../../engine/host.ts'
import type { DType } from '../../engine/ops.ts'
import type { Program } from '../../engine/program.ts'
import { WasmBuffer } from './buffer.ts'
import { inlineRunner } from './inline.ts'
import { WasmJob } from './job.ts'
import { compileKernels } from './kernels.ts'
import { LinearMemory } from './memory.ts'
import { Pool } from './pool.ts'
import { probe } from './probe.ts'
import { Queue } from './queue.ts'
import type { Runner } from './runner.ts'
import { chooseVariant, describeVariant } from './variants.ts'

export interface WasmOptions {
  /**
   * How many threads compute, at least 1; by default one per physical core. `inline` computes on
   * the calling thread, which then waits.
   */
  readonly threads?: number | 'inline'
  /** `simd`, `relaxed` or `wide`; by default what a probe finds fastest here. */
  readonly variant?: string
}

class WasmDevice implements Device {
  readonly name = 'wasm'
  readonly description: string
  readonly reason: string
  readonly #memory: LinearMemory
  readonly #runner: Runner
  readonly #queue = new Queue()

  constructor(description: string, reason: string, memory: LinearMemory, runner: Runner) {
    this.description = description
    this.reason = reason
    this.#memory = memory
    this.#runner = runner
  }

  createBuffer(dtype: DType, length: number): WasmBuffer {
    return new WasmBuffer(this.#memory, this.#queue, dtype, length)
  }

  async load(program: Program, states: Readonly<Record<string, DeviceBuffer>>): Promise<WasmJob> {
    const own: Record<string, WasmBuffer> = {}
    for (const [name, buffer] of Object.entries(states)) {
      if (!(buffer instanceof WasmBuffer) || buffer.memory !== this.#memory) {
        throw new InternalError(`state ${name} is a buffer of another device`)
      }
      own[name] = buffer
    }
    const context = { memory: this.#memory, queue: this.#queue, runner: this.#runner }
    return new WasmJob(program, own, context)
  }

  close(): Promise<void> {
    return this.#runner.close()
  }
}

function checkThreads(threads: number): void {
  if (Number.isInteger(threads) && threads >= 1 && threads <= 256) return
  throw new UserError(`threads is ${threads}: use a whole number from 1 to 256`)
}

/** Why this device computes on the calling thread, if it does. */
function reasonForInline(host: Host, threads: WasmOptions['threads']): string | undefined {
  if (threads === 'inline') return 'on the calling thread, as asked'
  if (host.sharing.available) return undefined
  return `no shared memory: ${host.sharing.reason ?? 'it is missing here'}`
}

/**
 * Opens the WASM backend.
 * @throws {UserError} where WebAssembly has no SIMD here, the variant is unknown or does not run
 * here, or the number of threads is none.
 */
export async function openWasm(host: Host, options: WasmOptions = {}): Promise<Device> {
  const { threads = host.cores } = options
  if (threads !== 'inline') checkThreads(threads)
  const inline = reasonForInline(host, threads)
  const shared = inline === undefined
  const { variant, reason } = await chooseVariant(host, options.variant, (candidates) =>
    probe(host, candidates, shared),
  )
  const kind = `WebAssembly, ${describeVariant(variant)}`
  const why = `${describeVariant(variant)} is taken ${reason}`
  const module = await compileKernels(host, variant, shared)
  const memory = new LinearMemory(shared)
  if (shared && threads !== 'inline') {
    const count = `${threads} ${threads === 1 ? 'thread' : 'threads'}`
    const pool = new Pool(host, module, memory, threads)
    return new WasmDevice(`${kind}, ${count}`, why, memory, pool)
  }
  const runner = await inlineRunner(module, memory)
  return new WasmDevice(`${kind}, 1 thread (${inline})`, why, memory, runner)
}
