/** A training run on a terminal: a bar, the rate, the time left and the loss, always up to date. */

import { SamplingLine, type SamplingNews, type WorkNews } from '../sampling-line.ts'
import { bar, fitLine, sparkline } from '../terminal/charts.ts'
import { duration, loss, rate } from '../terminal/format.ts'
import { LiveArea } from '../terminal/live-area.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { Progress } from './progress.ts'
import type { DoneNews, Reporter, RunInfo, RunNews } from './reporter.ts'
import { closing, epochLine, epochOf, opening, RULE, stepOf } from './words.ts'

/** Milliseconds between drawings: quick enough for the eye, no load for the terminal. */
const FRAME_MS = 100
const BAR = 40

export class LiveReporter implements Reporter {
  readonly #terminal: Terminal
  readonly #area: LiveArea
  #progress: Progress | undefined
  #began = 0
  #drawn = 0
  readonly #samplingLine: SamplingLine

  constructor(terminal: Terminal) {
    this.#terminal = terminal
    this.#area = new LiveArea(terminal)
    this.#samplingLine = new SamplingLine(terminal)
  }

  notice(text: string): void {
    this.#area.print(text)
  }

  begin(info: RunInfo): void {
    this.#progress = new Progress(info)
    this.#began = performance.now()
    for (const line of opening(info)) this.#area.print(line)
    this.#draw(this.#trainingLines(this.#progress))
  }

  news(news: RunNews): void {
    const progress = this.#progress
    if (!progress) return
    if (news.kind === 'sampling') this.#showSampling(news)
    else if (news.kind === 'work') this.#draw([news.what])
    else if (news.kind === 'done') this.#finish(news, progress)
    else this.#showTraining(news, progress)
  }

  end(): void {
    this.#area.close()
  }

  #finish(news: DoneNews, progress: Progress): void {
    this.#area.close()
    if (news.reason === 'aborted') return
    const seconds = (performance.now() - this.#began) / 1000
    for (const line of [RULE, closing(news, progress, seconds)]) this.#area.print(line)
  }

  #showTraining(
    news: Exclude<RunNews, SamplingNews | WorkNews | DoneNews>,
    progress: Progress,
  ): void {
    this.#samplingLine.reset()
    if (news.kind === 'step') progress.addStep(news)
    else progress.goOn()
    if (news.kind === 'epoch') this.#area.print(epochLine(news, progress))
    if (news.kind === 'sample') this.#area.print(this.#terminal.style('dim', `  ${news.path}`))
    this.#drawNowAndThen(() => this.#trainingLines(progress))
  }

  #showSampling(news: SamplingNews): void {
    const line = this.#samplingLine.draw(news)
    this.#drawNowAndThen(() => [line])
  }

  #trainingLines(progress: Progress): string[] {
    const { losses, imagesPerSecond, secondsLeft } = progress
    const percent = `${(100 * progress.fraction).toFixed(1).padStart(5)}%`
    const times = [
      `${duration(secondsLeft).padStart(7)} left`,
      `${rate(imagesPerSecond).padStart(5)} images/s`,
    ]
    const first = epochOf(progress.epoch, progress.epochs)
    const second = losses.length ? `Loss ${loss(progress.loss)}` : ''
    const label = Math.max(first.length, second.length)
    const training = fitLine(this.#width, first.padEnd(label), this.#bar(progress.fraction), [
      percent,
      ...(Number.isFinite(imagesPerSecond) ? times : []),
    ])
    if (!second) return [training]
    const state = [`step ${stepOf(progress)}`, `gradient ${progress.gradientNorm.toPrecision(2)}`]
    const losing = fitLine(this.#width, second.padEnd(label), this.#curve(losses), state)
    return [training, this.#terminal.style('dim', losing)]
  }

  #curve(losses: readonly number[]) {
    const { ink } = this.#terminal
    return { most: BAR, draw: (width: number) => sparkline(losses, width, ink).padEnd(width) }
  }

  #bar(fraction: number) {
    return { most: BAR, draw: (width: number) => bar(fraction, width, this.#terminal.ink) }
  }

  get #width(): number {
    return this.#terminal.columns - 1
  }

  #drawNowAndThen(lines: () => string[]): void {
    if (performance.now() - this.#drawn >= FRAME_MS) this.#draw(lines())
  }

  #draw(lines: string[]): void {
    this.#area.draw(lines)
    this.#drawn = performance.now()
  }
}
