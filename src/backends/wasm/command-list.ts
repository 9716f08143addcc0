/** Commands as the kernels read them: 32-bit words, one command after the other. */

import { type CommandName, commands, type FieldsOf, HEADER_BYTES } from './layout.ts'
import type { Fields } from './layout-parts.ts'

const names = Object.keys(commands)

/** A float's bits as a word. */
function floatBits(value: number): number {
  return new Int32Array(Float32Array.of(value).buffer)[0]
}

export class CommandList {
  readonly #words: number[] = []

  /** Appends a command; words of its list follow its fields. */
  add<K extends CommandName>(name: K, fields: FieldsOf<K>, list: readonly number[] = []): void {
    const values: Readonly<Record<string, number>> = fields
    const types: Fields = commands[name]
    const words = Object.entries(types).map(([field, type]) =>
      type === 'f32' ? floatBits(values[field]) : values[field],
    )
    const bytes = HEADER_BYTES + 4 * (words.length + list.length)
    this.#words.push(names.indexOf(name), bytes, ...words, ...list)
  }

  /** Addresses beyond 2 GiB wrap to the same bits. */
  toWords(): Int32Array {
    return Int32Array.from(this.#words, (word) => word | 0)
  }
}
