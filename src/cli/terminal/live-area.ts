/** A few lines at the bottom of a terminal that are drawn again and again, with a log above. */

import type { Terminal } from './terminal.ts'

const HIDE_CURSOR = '\x1b[?25l'
const SHOW_CURSOR = '\x1b[?25h'
/** Lines that are too long are cut by the terminal instead of wrapped. */
const NO_WRAP = '\x1b[?7l'
const WRAP = '\x1b[?7h'
const ERASE_BELOW = '\x1b[J'

export class LiveArea {
  readonly #terminal: Terminal
  readonly #restore = () => this.#terminal.write(SHOW_CURSOR + WRAP)
  #lines: readonly string[] = []
  #open = false

  constructor(terminal: Terminal) {
    this.#terminal = terminal
  }

  /** Replaces the lines of the area. */
  draw(lines: readonly string[]): void {
    const hide = this.#open ? '' : HIDE_CURSOR
    if (!this.#open) process.on('exit', this.#restore)
    this.#open = true
    this.#terminal.write(hide + this.#home() + this.#body(lines))
    this.#lines = lines
  }

  /** Writes a line that stays, above the area. */
  print(line: string): void {
    this.#terminal.write(`${this.#home()}${line}\n${this.#body(this.#lines)}`)
  }

  /** Removes the area and gives the cursor back. */
  close(): void {
    if (!this.#open) return
    this.#terminal.write(this.#home())
    this.#restore()
    process.off('exit', this.#restore)
    this.#lines = []
    this.#open = false
  }

  /** To the area's first column and line, with everything from there erased. */
  #home(): string {
    if (!this.#open) return ''
    const up = this.#lines.length > 0 ? `\x1b[${this.#lines.length}A` : ''
    return `\r${up}${ERASE_BELOW}`
  }

  #body(lines: readonly string[]): string {
    return lines.length ? `${NO_WRAP}${lines.join('\n')}\n${WRAP}` : ''
  }
}
