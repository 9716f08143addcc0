/** The WASM backend as a device: a linear memory, its kernels, and who runs them. */

import type { Device } from '../../engine/device.ts'
import type { Host } from '../../engine/host.ts'
import { CpuDevice } from '../cpu/device.ts'
import type { Executor } from '../cpu/executor.ts'
import type { Algorithms } from '../cpu/lower/algorithms.ts'
import type { DeviceOptions } from '../definition.ts'
import { backendError } from '../errors.ts'
import { inlineRunner } from './inline.ts'
import { compileKernels } from './kernels.ts'
import { LinearMemory } from './memory.ts'
import { Pool } from './pool.ts'
import { probe } from './probe.ts'
import type { WasmRunner } from './runner.ts'
import { chooseVariant, describeVariant } from './variants.ts'

/** `inline` computes on the calling thread, which then waits. */
export interface WasmOptions extends DeviceOptions {
  /** How convolutions are computed: the faster way by default, or the one named where it can be. */
  readonly algorithms?: Algorithms
}

/**
 * Bytes from which `close` asks for a collection: an engine does not count shared memory as
 * garbage that presses, and would let it lie. A collection costs more than less is worth.
 */
const WORTH_COLLECTING = 64 * 2 ** 20

function executorOf(host: Host, memory: LinearMemory, runner: WasmRunner): Executor {
  return {
    memory,
    runner,
    async close() {
      await runner.close()
      if (memory.release() >= WORTH_COLLECTING) host.collectGarbage?.()
    },
  }
}

const MOST_THREADS = 256

function checkThreads(threads: number): void {
  if (Number.isInteger(threads) && threads >= 1 && threads <= MOST_THREADS) return
  throw backendError('device.threads-out-of-range', { threads, most: MOST_THREADS })
}

/** Why this device computes on the calling thread, if it does. */
function reasonForInline(host: Host, threads: WasmOptions['threads']): string | undefined {
  if (threads === 'inline') return 'on the calling thread, as asked'
  if (host.sharing.available) return undefined
  return `no shared memory: ${host.sharing.reason ?? 'it is missing here'}`
}

/**
 * Opens the WASM backend.
 * @throws {DdpmError} `device.unavailable` where WebAssembly has no SIMD here; `variant.unknown`;
 * `variant.unavailable`; `device.threads-out-of-range`; `memory.unavailable`; as `compileKernels`.
 */
export async function openWasm(host: Host, options: WasmOptions = {}): Promise<Device> {
  const { threads = host.cores, algorithms = 'best' } = options
  if (threads !== 'inline') checkThreads(threads)
  const inline = reasonForInline(host, threads)
  const shared = inline === undefined
  const { variant, reason } = await chooseVariant(host, options.variant, (candidates) =>
    probe(host, candidates, shared),
  )
  const module = await compileKernels(host, variant, shared)
  const memory = new LinearMemory(shared)
  const runner =
    shared && threads !== 'inline'
      ? new Pool(host, module, memory, threads)
      : await inlineRunner(module, memory)
  const count = `${runner.threads} ${runner.threads === 1 ? 'thread' : 'threads'}`
  const about = {
    name: 'wasm',
    variant,
    description: `WebAssembly, ${describeVariant(variant)}, ${count}${inline ? ` (${inline})` : ''}`,
    reason: `${describeVariant(variant)} is taken ${reason}`,
  }
  return new CpuDevice(about, executorOf(host, memory, runner), algorithms)
}
