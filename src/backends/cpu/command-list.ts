/** Commands as the kernels read them: 32-bit words, one command after the other. */

import { InternalError } from '../../base/errors.ts'
import { type CommandName, commands, type Fields, type FieldsOf, HEADER_BYTES } from './layout.ts'

const names = Object.keys(commands)

/** Whether a value is an address or a whole number as the kernels read them. */
const fitsWord = (value: number) =>
  Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 32

/** A float's bits as a word. */
function floatBits(value: number): number {
  return new Int32Array(Float32Array.of(value).buffer)[0]
}

export class CommandList {
  readonly #words: number[] = []

  /**
   * Appends a command; words of its list follow its fields.
   * @throws {InternalError} where a field or word is missing or does not fit into 32 bits.
   */
  add<K extends CommandName>(name: K, fields: FieldsOf<K>, list: readonly number[] = []): void {
    const values: Readonly<Record<string, number>> = fields
    const types: Fields = commands[name]
    const words = Object.entries(types).map(([field, type]) =>
      type === 'f32' ? floatBits(values[field]) : values[field],
    )
    if (![...words, ...list].every(fitsWord)) {
      throw new InternalError(`${name} has a field that is not a 32-bit word`)
    }
    const bytes = HEADER_BYTES + 4 * (words.length + list.length)
    this.#words.push(names.indexOf(name), bytes, ...words, ...list)
  }

  /** Addresses beyond 2 GiB wrap to the same bits. */
  toWords(): Int32Array {
    return Int32Array.from(this.#words, (word) => word | 0)
  }
}
