/** The bytes of a pickle, read from front to back. */

import { pickleError } from '../errors/pickle.ts'

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
/** A line is a number or a name; `longest` bounds what is searched. */
const LONGEST_LINE = 1 << 16
const NEWLINE = 10
/** Characters at a time that `String.fromCharCode` takes. */
const CHUNK = 1 << 13

/** Each byte as the character of its number. */
export function latin1(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += CHUNK) {
    parts.push(String.fromCharCode(...bytes.subarray(at, at + CHUNK)))
  }
  return parts.join('')
}

export class Cursor {
  at: number
  readonly #bytes: Uint8Array
  readonly #view: DataView

  /** @param at where to begin */
  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.at = at
  }

  /** Goes on by so many bytes, and says where they begin. */
  #skip(length: number): number {
    const start = this.at
    if (length > this.#bytes.length - start) throw pickleError('pickle.truncated', { at: start })
    this.at = start + length
    return start
  }

  /** A view, not a copy. */
  take(length: number): Uint8Array {
    const start = this.#skip(length)
    return this.#bytes.subarray(start, start + length)
  }

  u8 = (): number => this.#view.getUint8(this.#skip(1))
  u16 = (): number => this.#view.getUint16(this.#skip(2), true)
  u32 = (): number => this.#view.getUint32(this.#skip(4), true)
  i32 = (): number => this.#view.getInt32(this.#skip(4), true)
  /** Big-endian, as pickles have it. */
  f64 = (): number => this.#view.getFloat64(this.#skip(8), false)

  /** A length of 64 bits; what no file can hold reads as cut short. */
  u64 = (): number => Number(this.#view.getBigUint64(this.#skip(8), true))

  utf8 = (length: number): string => utf8.decode(this.take(length))
  latin1 = (length: number): string => latin1(this.take(length))

  /** Up to the next newline, which is left out. */
  line(): string {
    const near = this.#bytes.subarray(this.at, this.at + LONGEST_LINE)
    const length = near.indexOf(NEWLINE)
    if (length < 0) throw pickleError('pickle.truncated', { at: this.at })
    const text = latin1(this.take(length))
    this.at++
    return text
  }

  corrupt() {
    return pickleError('pickle.corrupt', { at: this.at })
  }
}
