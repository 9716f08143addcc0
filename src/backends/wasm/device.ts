/** The WASM backend as a device: a memory, its kernels, and who runs them. */

import { InternalError, UserError } from '../../base/errors.ts'
import type { Device, DeviceBuffer } from '../../engine/device.ts'
import type { Host } from '../../engine/host.ts'
import type { DType } from '../../engine/ops.ts'
import type { Program } from '../../engine/program.ts'
import { WasmBuffer } from './buffer.ts'
import { inlineRunner } from './inline.ts'
import { WasmJob } from './job.ts'
import { compileKernels } from './kernels.ts'
import type { Algorithms } from './lower/algorithms.ts'
import { LinearMemory } from './memory.ts'
import { Pool } from './pool.ts'
import { probe } from './probe.ts'
import { Queue } from './queue.ts'
import type { Runner } from './runner.ts'
import { chooseVariant, describeVariant, type Variant } from './variants.ts'

export interface WasmOptions {
  /**
   * How many threads compute, at least 1; by default one per physical core. `inline` computes on
   * the calling thread, which then waits.
   */
  readonly threads?: number | 'inline'
  /** `simd`, `relaxed` or `wide`; by default what a probe finds fastest here. */
  readonly variant?: string
  /** How convolutions are computed: the faster way by default, or the one named where it can be. */
  readonly algorithms?: Algorithms
}

/**
 * Bytes from which `close` asks for a collection: an engine does not count shared memory as
 * garbage that presses, and would let it lie. A collection costs more than less is worth.
 */
const WORTH_COLLECTING = 64 * 2 ** 20

/** What a person is told of a device. */
interface Told {
  readonly variant: Variant
  readonly description: string
  readonly reason: string
}

class WasmDevice implements Device {
  readonly name = 'wasm'
  readonly description: string
  readonly reason: string
  readonly variant: Variant
  readonly #algorithms: Algorithms
  readonly #memory: LinearMemory
  readonly #runner: Runner
  readonly #queue = new Queue()
  readonly #host: Host

  constructor(
    host: Host,
    told: Told,
    algorithms: Algorithms,
    { memory, runner }: { readonly memory: LinearMemory; readonly runner: Runner },
  ) {
    this.#host = host
    this.description = told.description
    this.reason = told.reason
    this.variant = told.variant
    this.#algorithms = algorithms
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
    const context = {
      memory: this.#memory,
      queue: this.#queue,
      runner: this.#runner,
      algorithms: this.#algorithms,
    }
    return new WasmJob(program, own, context)
  }

  async close(): Promise<void> {
    await this.#runner.close()
    if (this.#memory.release() >= WORTH_COLLECTING) this.#host.collectGarbage?.()
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
  const { threads = host.cores, algorithms = 'best' } = options
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
    const told = { variant, description: `${kind}, ${count}`, reason: why }
    return new WasmDevice(host, told, algorithms, { memory, runner: pool })
  }
  const runner = await inlineRunner(module, memory)
  const told = { variant, description: `${kind}, 1 thread (${inline})`, reason: why }
  return new WasmDevice(host, told, algorithms, { memory, runner })
}
