/** A training run as lines for a file or a pipe: one per epoch, and one every some seconds. */

import type { Terminal } from '../terminal/terminal.ts'
import { Progress } from './progress.ts'
import type { Reporter, RunInfo, RunNews } from './reporter.ts'
import { closing, epochLine, opening, RULE, stepLine } from './words.ts'

const INTERVAL_MS = 10_000

export class PlainReporter implements Reporter {
  readonly #terminal: Terminal
  #progress!: Progress
  #began = 0
  #spoke = 0
  #sampling: string | undefined

  constructor(terminal: Terminal) {
    this.#terminal = terminal
  }

  notice(text: string): void {
    this.#terminal.write(`${text}\n`)
    this.#spoke = performance.now()
  }

  begin(info: RunInfo): void {
    this.#progress = new Progress(info)
    this.#began = performance.now()
    this.notice(opening(info).join('\n'))
  }

  news(news: RunNews): void {
    if (news.kind !== 'sampling') this.#sampling = undefined
    if (news.kind === 'step') this.#step(news)
    else this.#progress.goOn()
    if (news.kind === 'epoch') this.notice(epochLine(news, this.#progress))
    if (news.kind === 'sampling' && this.#sampling !== news.what) {
      this.#sampling = news.what
      this.notice(`Making ${news.what}`)
    }
    if (news.kind === 'work') this.notice(news.what)
    if (news.kind === 'done' && news.reason !== 'aborted') {
      const seconds = (performance.now() - this.#began) / 1000
      this.notice(`${RULE}\n${closing(news, this.#progress, seconds)}`)
    }
  }

  end(): void {}

  #step(news: RunNews & { kind: 'step' }): void {
    this.#progress.addStep(news)
    if (performance.now() - this.#spoke >= INTERVAL_MS) this.notice(stepLine(this.#progress))
  }
}
