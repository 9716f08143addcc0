/** What a stream can show: whether it is live, its width, colours and block characters. */

import { styleText } from 'node:util'
import { ascii, blocks, type Ink } from './charts.ts'

export type Style = 'dim' | 'bold' | 'red' | 'green' | 'cyan' | 'yellow'

/** The parts of `process` that decide it. */
export interface Stream {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

type Environment = Readonly<Record<string, string | undefined>>

export interface Terminal {
  /** Whether lines can be redrawn. */
  readonly live: boolean
  readonly ink: Ink
  readonly columns: number
  style(style: Style, text: string): string
  write(text: string): void
}

/** FORCE_COLOR wins over NO_COLOR (no-color.org), both over what the stream is. */
function hasColours(live: boolean, env: Environment): boolean {
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0'
  return live && !env['NO_COLOR']
}

/** A stream as a terminal. */
export function terminalOf(stream: Stream, env: Environment = process.env): Terminal {
  const live = stream.isTTY === true && env['TERM'] !== 'dumb'
  const colours = hasColours(live, env)
  return {
    live,
    // the Linux console's font has no such characters
    ink: env['TERM'] === 'linux' || env['TERM'] === 'dumb' ? ascii : blocks,
    get columns() {
      return stream.columns || 80
    },
    style: (style, text) => {
      return colours ? styleText(style, text, { validateStream: false }) : text
    },
    write: (text) => void stream.write(text),
  }
}
