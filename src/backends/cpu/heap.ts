/** Who has which bytes of a linear memory: first fit, freed neighbours joined. It moves nothing. */

import { InternalError } from '../../base/errors.ts'

interface Block {
  address: number
  size: number
}

const ALIGNMENT = 64 // a cache line
const align = (bytes: number) => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT

export class Heap {
  /** Sorted by address, never touching one another. */
  readonly #free: Block[] = []
  readonly #used = new Map<number, number>()
  readonly #reserve: (end: number, wanted: number) => void
  #end: number

  /**
   * @param start first byte of the heap
   * @param reserve makes the memory at least `end` bytes long, or throws; `wanted` is for its words
   */
  constructor(start: number, reserve: (end: number, wanted: number) => void) {
    this.#end = align(start)
    this.#reserve = reserve
  }

  /** Address of `bytes` bytes, 64-byte aligned. Throws what `reserve` throws. */
  allocate(bytes: number): number {
    const size = align(Math.max(bytes, 1))
    const index = this.#free.findIndex((block) => block.size >= size)
    const address = index < 0 ? this.#extend(size) : this.#cut(index, size)
    this.#used.set(address, size)
    return address
  }

  /** @throws {InternalError} where nothing is allocated at the address. */
  free(address: number): void {
    const size = this.#used.get(address)
    if (size === undefined) throw new InternalError(`nothing is allocated at ${address}`)
    this.#used.delete(address)
    const next = this.#free.findIndex((block) => block.address > address)
    const index = next < 0 ? this.#free.length : next
    this.#free.splice(index, 0, { address, size })
    this.#join(index)
    this.#join(index - 1)
  }

  #cut(index: number, size: number): number {
    const block = this.#free[index]
    const { address } = block
    block.address += size
    block.size -= size
    if (block.size === 0) this.#free.splice(index, 1)
    return address
  }

  /** New bytes at the end, together with a free block that lies there already. */
  #extend(size: number): number {
    const last = this.#free.at(-1)
    const touches = last !== undefined && last.address + last.size === this.#end
    const address = touches ? last.address : this.#end
    this.#reserve(address + size, size)
    if (touches) this.#free.pop()
    this.#end = address + size
    return address
  }

  /** Makes one of a block and the next where they touch. */
  #join(index: number): void {
    const block = this.#free[index]
    const next = this.#free[index + 1]
    if (!block || !next || block.address + block.size !== next.address) return
    block.size += next.size
    this.#free.splice(index + 1, 1)
  }
}
