/** Text in pieces of bytes as lines, each once it has ended. */

/** A metric takes some 200 bytes; what does not end is not a line. */
const LONGEST = 1 << 16

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

export class Lines {
  /** A line that has not ended yet. */
  #begun: Uint8Array = new Uint8Array()
  #tooLong = false

  /** @returns the lines that end in this piece */
  take(bytes: Uint8Array): string[] {
    const end = bytes.lastIndexOf(10)
    const lines = end < 0 ? [] : this.#ended(bytes.subarray(0, end))
    const rest = bytes.subarray(end + 1)
    this.#tooLong ||= this.#begun.length + rest.length > LONGEST
    this.#begun = this.#tooLong ? new Uint8Array() : joined(this.#begun, rest)
    return lines
  }

  /** What follows the last line break, where the text is whole. */
  get rest(): string {
    return new TextDecoder().decode(this.#begun)
  }

  #ended(bytes: Uint8Array): string[] {
    const lines = new TextDecoder().decode(joined(this.#begun, bytes)).split('\n')
    const whole = this.#tooLong ? lines.slice(1) : lines
    this.#tooLong = false
    this.#begun = new Uint8Array()
    return whole
  }
}
