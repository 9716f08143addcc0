/** A few lines at the bottom of a terminal that are drawn again and again, with a log above. */

import { guardDrawing, type Watched } from './guard.ts'
import type { Terminal } from './terminal.ts'

const HIDE_CURSOR = '\x1b[?25l'
const SHOW_CURSOR = '\x1b[?25h'
/** Lines that are too long are cut by the terminal instead of wrapped. */
const NO_WRAP = '\x1b[?7l'
const WRAP = '\x1b[?7h'
const ERASE_BELOW = '\x1b[J'

export class LiveArea {
  readonly #terminal: Terminal
  readonly #watched: Watched | undefined
  #lines: readonly string[] = []
  /** Ends the watch over the terminal's state; missing while the area is closed. */
  #unguard: (() => void) | undefined

  /** @param watched whose signals are heard; default this process */
  constructor(terminal: Terminal, watched?: Watched) {
    this.#terminal = terminal
    this.#watched = watched
  }

  /** Replaces the lines of the area. */
  draw(lines: readonly string[]): void {
    if (!this.#unguard) this.#open()
    this.#terminal.write(this.#home() + this.#body(lines))
    this.#lines = lines
  }

  /** Writes a line that stays, above the area. */
  print(line: string): void {
    this.#terminal.write(`${this.#home()}${line}\n${this.#body(this.#lines)}`)
  }

  /** Removes the area and gives the cursor back. */
  close(): void {
    if (!this.#unguard) return
    this.#terminal.write(this.#home() + SHOW_CURSOR + WRAP)
    this.#unguard()
    this.#unguard = undefined
    this.#lines = []
  }

  #open(): void {
    this.#terminal.write(HIDE_CURSOR)
    const drawing = {
      restore: () => this.#terminal.write(SHOW_CURSOR + WRAP),
      // below what a shell has written meanwhile
      redraw: () => this.#terminal.write(HIDE_CURSOR + this.#body(this.#lines)),
    }
    this.#unguard = guardDrawing(drawing, this.#watched)
  }

  /** To the area's first column and line, with everything from there erased. */
  #home(): string {
    if (!this.#unguard) return ''
    const up = this.#lines.length > 0 ? `\x1b[${this.#lines.length}A` : ''
    return `\r${up}${ERASE_BELOW}`
  }

  #body(lines: readonly string[]): string {
    return lines.length ? `${NO_WRAP}${lines.join('\n')}\n${WRAP}` : ''
  }
}
