/** Reports on sampling: to a terminal, to a file, or to a program. */

import { SamplingLine, type SamplingNews, type WorkNews } from '../sampling-line.ts'
import { LiveArea } from '../terminal/live-area.ts'
import type { Terminal } from '../terminal/terminal.ts'

/** An image file that was written. */
export interface ImageNews {
  readonly kind: 'sample'
  readonly path: string
  readonly count: number
  /** Where it depends on one. */
  readonly seed: number | undefined
  readonly steps: number
}

/** How exactly images were reconstructed from their noise. */
export interface InversionNews {
  readonly kind: 'inversion'
  /** Relative L2 error of each. */
  readonly errors: readonly number[]
}

export interface DoneNews {
  readonly kind: 'done'
  readonly files: readonly string[]
}

export interface SampleReporter {
  notice(text: string): void
  news(news: SamplingNews | WorkNews | ImageNews | InversionNews | DoneNews): void
  /** Leaves the terminal as it was; called in any case. */
  end(): void
}

/** One JSON event per line on stdout, words for people on stderr. */
export function jsonSampleReporter(): SampleReporter {
  return {
    notice: (text) => void process.stderr.write(`${text}\n`),
    news: (news) => {
      if (news.kind !== 'sampling') process.stdout.write(`${JSON.stringify(news)}\n`)
    },
    end: () => {},
  }
}

/** Lines that stay, and on a live terminal the progress below them. */
export function humanSampleReporter(terminal: Terminal): SampleReporter {
  const area = new LiveArea(terminal)
  const line = new SamplingLine(terminal)
  const FRAME_MS = 100
  let drawn = 0
  return {
    notice: (text) => area.print(text),
    news: (news) => {
      if (news.kind === 'done') {
        area.close()
        for (const file of news.files) area.print(file)
      }
      if (!terminal.live) return
      if (news.kind === 'work') area.draw([news.what])
      if (news.kind !== 'sampling') return
      const text = line.draw(news)
      if (performance.now() - drawn < FRAME_MS) return
      drawn = performance.now()
      area.draw([text])
    },
    end: () => area.close(),
  }
}
