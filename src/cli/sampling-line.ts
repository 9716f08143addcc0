/** The line that shows the progress of sampling. */

import { bar, fitLine } from './terminal/charts.ts'
import { count, duration } from './terminal/format.ts'
import type { Terminal } from './terminal/terminal.ts'

/** Long work other than training: sampling. */
export interface SamplingNews {
  readonly kind: 'sampling'
  readonly what: string
  /** Denoising steps. */
  readonly done: number
  readonly total: number
}

/** Something that follows, of which no progress is known. */
export interface WorkNews {
  readonly kind: 'work'
  /** `Drawing the animation` */
  readonly what: string
}

const BAR = 40

export class SamplingLine {
  readonly #terminal: Terminal
  #what: string | undefined
  #since = 0

  constructor(terminal: Terminal) {
    this.#terminal = terminal
  }

  /** What comes next starts from zero, whatever it is called. */
  reset(): void {
    this.#what = undefined
  }

  draw({ what, done, total }: SamplingNews): string {
    const now = performance.now()
    if (this.#what !== what) this.#since = now
    this.#what = what
    const { ink, columns } = this.#terminal
    const shape = { most: BAR, draw: (width: number) => bar(done / total, width, ink) }
    // the first step has the compilation in it
    const secondsLeft = ((now - this.#since) / 1000 / (done - 1)) * (total - done)
    return fitLine(columns - 1, `Making ${what}`, shape, [
      `step ${count(done)}/${count(total)}`,
      ...(done > 1 ? [`${duration(secondsLeft)} left`] : []),
    ])
  }
}
