/** The linear memory of a device: allocation, growth, and views on it that stay valid. */

import { usedAfterClose } from '../../engine/bindings.ts'
import type { DType } from '../../engine/ops.ts'
import type { Memory } from '../cpu/executor.ts'
import { Heap } from '../cpu/heap.ts'
import { backendError } from '../errors.ts'
import { control } from './control.ts'
import { MOST_PAGES, PAGE_BYTES } from './reach.ts'

/** All that addresses reach, then less, where a host forbids so much. */
const MAXIMUM_PAGES = [MOST_PAGES, 32768, 16384]

function createMemory(shared: boolean): { memory: WebAssembly.Memory; maximum: number } {
  for (const maximum of MAXIMUM_PAGES) {
    try {
      return { memory: new WebAssembly.Memory({ initial: 16, maximum, shared }), maximum }
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
    }
  }
  throw backendError('memory.unavailable')
}

export class LinearMemory implements Memory {
  #memory: WebAssembly.Memory | undefined
  /** The most bytes there can be. */
  readonly limit: number
  readonly #heap: Heap

  constructor(shared: boolean) {
    const { memory, maximum } = createMemory(shared)
    this.#memory = memory
    this.limit = maximum * PAGE_BYTES
    this.#heap = new Heap(control.END, (end, wanted) => this.#reserve(end, wanted))
  }

  /** Do not keep it: nothing gives its bytes back while it is held. @throws after `release`. */
  get memory(): WebAssembly.Memory {
    if (!this.#memory) throw usedAfterClose()
    return this.#memory
  }

  /**
   * Lets go of the memory, so that who holds this object does not keep its bytes. Afterwards
   * addresses can be freed; any other use throws.
   * @returns how many bytes there were
   */
  release(): number {
    const bytes = this.#memory?.buffer.byteLength ?? 0
    this.#memory = undefined
    return bytes
  }

  allocate(bytes: number): number {
    if (!this.#memory) throw usedAfterClose()
    return this.#heap.allocate(bytes)
  }

  free(address: number): void {
    this.#heap.free(address)
  }

  floats(address: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, address, length)
  }

  /** As `floats`. */
  integers(address: number, length: number): Int32Array {
    return new Int32Array(this.memory.buffer, address, length)
  }

  /** As `floats`. */
  doubles(address: number, length: number): Float64Array {
    return new Float64Array(this.memory.buffer, address, length)
  }

  numbers(dtype: DType, address: number, length: number): Float32Array | Int32Array {
    return dtype === 'i32' ? this.integers(address, length) : this.floats(address, length)
  }

  #reserve(end: number, wanted: number): void {
    const pages = Math.ceil(end / PAGE_BYTES)
    const missing = pages - this.memory.buffer.byteLength / PAGE_BYTES
    if (missing <= 0) return
    try {
      if (end > this.limit) throw new RangeError('beyond the maximum')
      this.memory.grow(missing)
    } catch (cause) {
      throw backendError('memory.exhausted', { wanted, total: end, limit: this.limit }, { cause })
    }
  }
}
