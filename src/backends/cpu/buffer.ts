/** Numbers in a device's memory that outlive a program. */

import { checkData, usedAfterFree } from '../../engine/bindings.ts'
import type { DeviceBuffer, HostData } from '../../engine/device.ts'
import type { DType } from '../../engine/ops.ts'
import type { Memory } from './executor.ts'
import type { Queue } from './queue.ts'

export class CpuBuffer implements DeviceBuffer {
  readonly dtype: DType
  readonly length: number
  readonly memory: Memory
  readonly #queue: Queue
  readonly #address: number
  #freed = false
  #version = 0

  /** Zeros at first. @throws {DdpmError} `memory.exhausted`. */
  constructor(memory: Memory, queue: Queue, dtype: DType, length: number) {
    this.dtype = dtype
    this.length = length
    this.memory = memory
    this.#queue = queue
    this.#address = memory.allocate(length * 4)
    this.#numbers().fill(0)
  }

  /** In bytes; what was asked of the device before `free` may still use it. */
  get address(): number {
    return this.#address
  }

  get freed(): boolean {
    return this.#freed
  }

  /** Counts the changes of its numbers, in the order of the device's queue. */
  get version(): number {
    return this.#version
  }

  /** To be called by who changes its numbers: a job that overwrites it. */
  countChange(): void {
    this.#version++
  }

  async write(data: HostData): Promise<void> {
    checkData('buffer', this.dtype, this.length, data)
    this.#checkAlive()
    const taken = data.slice()
    await this.#queue.add(() => {
      this.#numbers().set(taken)
      this.countChange()
    })
  }

  async read(): Promise<HostData> {
    this.#checkAlive()
    return await this.#queue.add(() => this.#numbers().slice())
  }

  free(): void {
    if (this.#freed) return
    this.#freed = true
    this.#queue.addOrDo(() => this.memory.free(this.#address))
  }

  #checkAlive(): void {
    if (this.#freed) throw usedAfterFree('buffer')
  }

  #numbers(): HostData {
    return this.memory.numbers(this.dtype, this.address, this.length)
  }
}
