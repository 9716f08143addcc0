/**
 * The stack machine of pickles. It can build containers, and values of the globals that it is given; it
 * has no means to call anything else. What it takes is bounded by the size of the pickle.
 */

import { pickleError } from '../errors/pickle.ts'
import type { Cursor } from './cursor.ts'
import { type Globals, PickleGlobal, PickleObject, type PickleValue } from './values.ts'

/** What a reader allows. */
export interface UnpickleOptions {
  readonly globals: Globals
  /** What is stored elsewhere, by its identifier. Default: there is nothing. */
  readonly persistent?: (id: PickleValue) => PickleValue
}

/** Containers and objects; a byte may make one, which takes some 100 bytes. */
const MOST_OBJECTS = 2_000_000
const MOST_STACKED = 4_000_000
const MOST_DEPTH = 10_000
/** Items that calls may copy besides the size of the pickle. */
const COPIED_ANYWAY = 100_000

function lengthOf(value: PickleValue): number {
  if (typeof value === 'string' || Array.isArray(value)) return value.length
  if (value instanceof Uint8Array) return value.length
  return value instanceof Map || value instanceof Set ? value.size : 0
}

export class Machine {
  readonly cursor: Cursor
  readonly #options: UnpickleOptions
  readonly #stack: PickleValue[] = []
  /** How high the stack was at each mark. */
  readonly #marks: number[] = []
  readonly #memo = new Map<number, PickleValue>()
  #objects = 0
  #copied = 0
  readonly #mostCopied: number

  /** @param size bytes of the pickle at most */
  constructor(cursor: Cursor, size: number, options: UnpickleOptions) {
    this.cursor = cursor
    this.#options = options
    this.#mostCopied = size + COPIED_ANYWAY
  }

  push(value: PickleValue): void {
    if (this.#stack.length >= MOST_STACKED) {
      throw pickleError('pickle.too-large', { what: 'values at once', most: MOST_STACKED })
    }
    this.#stack.push(value)
  }

  /** Pushes a container or an object. */
  make(value: PickleValue): void {
    if (++this.#objects > MOST_OBJECTS) {
      throw pickleError('pickle.too-large', { what: 'objects', most: MOST_OBJECTS })
    }
    this.push(value)
  }

  get #floor(): number {
    return this.#marks.at(-1) ?? 0
  }

  pop(): PickleValue {
    if (this.#stack.length <= this.#floor) throw this.cursor.corrupt()
    return this.#stack.pop() as PickleValue
  }

  get top(): PickleValue {
    if (this.#stack.length <= this.#floor) throw this.cursor.corrupt()
    return this.#stack[this.#stack.length - 1]
  }

  mark(): void {
    if (this.#marks.length >= MOST_DEPTH) {
      throw pickleError('pickle.too-large', { what: 'levels', most: MOST_DEPTH })
    }
    this.#marks.push(this.#stack.length)
  }

  /** What lies above the last mark. */
  popToMark(): PickleValue[] {
    const floor = this.#marks.pop()
    if (floor === undefined) throw this.cursor.corrupt()
    return this.#stack.splice(floor)
  }

  /** A mark counts as a value here, as it does for Python. */
  discard(): void {
    if (this.#marks.at(-1) === this.#stack.length) this.#marks.pop()
    else this.pop()
  }

  tuple(length: number): void {
    const items = Array.from({ length }, () => this.pop())
    this.make(items.reverse())
  }

  remember(index = this.#memo.size): void {
    this.#memo.set(index, this.top)
  }

  recall(index: number): void {
    const value = this.#memo.get(index)
    if (value === undefined) throw this.cursor.corrupt()
    this.push(value)
  }

  append(items: readonly PickleValue[]): void {
    const { top } = this
    const list = top instanceof PickleObject ? top.items : top
    if (!Array.isArray(list)) throw this.cursor.corrupt()
    for (const item of items) list.push(item)
  }

  /** @param items keys and values in turn */
  setItems(items: readonly PickleValue[]): void {
    const { top } = this
    const entries = top instanceof PickleObject ? top.entries : top
    if (!(entries instanceof Map) || items.length % 2 !== 0) throw this.cursor.corrupt()
    for (let i = 0; i < items.length; i += 2) entries.set(items[i], items[i + 1])
  }

  addItems(items: readonly PickleValue[]): void {
    const { top } = this
    if (!(top instanceof Set)) throw this.cursor.corrupt()
    for (const item of items) top.add(item)
  }

  /** @throws {DdpmError} `pickle.global-refused` for any name that the reader does not allow */
  global(module: PickleValue, name: PickleValue): PickleGlobal {
    if (typeof module !== 'string' || typeof name !== 'string') throw this.cursor.corrupt()
    const global = `${module}.${name}`
    const allowed = this.#options.globals.get(global)
    if (allowed) return allowed
    throw pickleError('pickle.global-refused', { global: global.slice(0, 200) })
  }

  call(callee: PickleValue, given: PickleValue): void {
    if (!(callee instanceof PickleGlobal) || !callee.build || !Array.isArray(given)) {
      throw pickleError('pickle.call-refused', { at: this.cursor.at })
    }
    this.#copied += given.reduce((sum: number, each) => sum + lengthOf(each), given.length)
    if (this.#copied > this.#mostCopied) {
      throw pickleError('pickle.too-large', { what: 'copied items', most: this.#mostCopied })
    }
    const value = callee.build(...given.slice(0, MOST_ARGUMENTS))
    if (value === undefined || given.length > MOST_ARGUMENTS) {
      throw pickleError('pickle.arguments-invalid', { global: callee.name })
    }
    this.make(value)
  }

  build(): void {
    const state = this.pop()
    const { top } = this
    // attributes of a dict, such as the versions of a state dict's modules, say nothing to anyone here
    if (top instanceof PickleObject) top.setState(state)
    else if (!(top instanceof Map)) throw this.cursor.corrupt()
  }

  persistent(id: PickleValue): void {
    const { persistent } = this.#options
    if (!persistent) throw pickleError('pickle.instruction-refused', { instruction: 'PERSID' })
    this.make(persistent(id))
  }

  /** The value at the end: the only one that is left. */
  result(): PickleValue {
    const value = this.pop()
    if (this.#stack.length > 0 || this.#marks.length > 0) throw this.cursor.corrupt()
    return value
  }
}

const MOST_ARGUMENTS = 1000
