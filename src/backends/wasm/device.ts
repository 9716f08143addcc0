/** The WASM backend as a device: a memory, its kernels, and who runs them. */

import type { Device, DeviceBuffer } from '../../engine/device.ts'
import { InternalError, UserError } from '../../engine/errors.ts'
import type { Host } from '../../engine/host.ts'
import type { DType } from '../../engine/ops.ts'
import type { Program } from '../../engine/program.ts'
import { WasmBuffer } from './buffer.ts'
import { inlineRunner } from './inline.ts'
import { WasmJob } from './job.ts'
import { LinearMemory } from './memory.ts'
import { Pool } from './pool.ts'
import { Queue } from './queue.ts'
import type { Runner } from './runner.ts'
import { checkStamp } from './stamp.ts'
import { chooseVariant, describeVariant } from './variants.ts'

export interface WasmOptions {
  /**
   * How many threads compute, at least 1; by default one per physical core. `inline` computes on
   * the calling thread, which then waits.
   */
  readonly threads?: number | 'inline'
  /** `simd`, `relaxed` or `wide`; by default the fastest one that runs here. */
  readonly variant?: string
}

class WasmDevice implements Device {
  readonly name = 'wasm'
  readonly description: string
  readonly #memory: LinearMemory
  readonly #runner: Runner
  readonly #queue = new Queue()

  constructor(description: string, memory: LinearMemory, runner: Runner) {
    this.description = description
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
  const variant = chooseVariant(host, options.variant)
  const kind = `WebAssembly, ${describeVariant(variant)}`
  const inline = reasonForInline(host, threads)
  if (inline === undefined && threads !== 'inline') {
    const module = await compile(host, `${variant}.wasm`)
    const memory = new LinearMemory(true)
    const count = `${threads} ${threads === 1 ? 'thread' : 'threads'}`
    return new WasmDevice(`${kind}, ${count}`, memory, new Pool(host, module, memory, threads))
  }
  const module = await compile(host, `${variant}-single.wasm`)
  const memory = new LinearMemory(false)
  const runner = await inlineRunner(module, memory)
  return new WasmDevice(`${kind}, 1 thread (${inline})`, memory, runner)
}

async function compile(host: Host, file: string): Promise<WebAssembly.Module> {
  const bytes = await host.readKernels(file)
  const module = await WebAssembly.compile(bytes as BufferSource)
  checkStamp(module, file)
  return module
}
