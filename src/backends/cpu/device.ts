/** A CPU as a device: programs lowered to commands, which an executor carries out. */

import { checkPrecisions } from '../../engine/bindings.ts'
import type { Capabilities } from '../../engine/capabilities.ts'
import type { Device, DeviceBuffer } from '../../engine/device.ts'
import { engineError } from '../../engine/errors.ts'
import type { DType } from '../../engine/ops.ts'
import type { Program } from '../../engine/program.ts'
import { CpuBuffer } from './buffer.ts'
import { cpuCapabilities } from './capabilities.ts'
import type { Executor } from './executor.ts'
import { CpuJob } from './job.ts'
import type { Algorithms } from './lower/algorithms.ts'
import { Queue } from './queue.ts'

/** What a device says of itself: see `Device`. */
type About = Pick<Device, 'name' | 'description' | 'variant' | 'reason'>

export class CpuDevice implements Device {
  readonly name: string
  readonly description: string
  readonly variant: string | undefined
  readonly reason: string | undefined
  readonly capabilities: Capabilities
  readonly #executor: Executor
  readonly #algorithms: Algorithms
  readonly #queue = new Queue()

  constructor(about: About, executor: Executor, algorithms: Algorithms) {
    this.name = about.name
    this.description = about.description
    this.variant = about.variant
    this.reason = about.reason
    this.capabilities = {
      ...cpuCapabilities,
      memoryLimit: executor.memory.limit,
      threads: executor.runner.threads,
      profiles: true,
    }
    this.#executor = executor
    this.#algorithms = algorithms
  }

  createBuffer(dtype: DType, length: number): CpuBuffer {
    return new CpuBuffer(this.#executor.memory, this.#queue, dtype, length)
  }

  async load(program: Program, states: Readonly<Record<string, DeviceBuffer>>): Promise<CpuJob> {
    checkPrecisions(program, this.capabilities)
    const { memory, runner } = this.#executor
    const own: Record<string, CpuBuffer> = {}
    for (const [name, buffer] of Object.entries(states)) {
      if (!(buffer instanceof CpuBuffer) || buffer.memory !== memory) {
        throw engineError('job.state-foreign', { state: name })
      }
      own[name] = buffer
    }
    const context = { memory, runner, queue: this.#queue, algorithms: this.#algorithms }
    return new CpuJob(program, own, context)
  }

  close(): Promise<void> {
    return this.#executor.close()
  }
}
