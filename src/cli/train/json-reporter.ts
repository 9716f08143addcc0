/** A training run for programs: one JSON event per line on stdout; words for people on stderr. */

import type { Reporter, RunInfo, RunNews } from './reporter.ts'
import { opening } from './words.ts'

export class JsonReporter implements Reporter {
  notice(text: string): void {
    process.stderr.write(`${text}\n`)
  }

  begin(info: RunInfo): void {
    this.notice(opening(info).slice(0, -1).join('\n'))
  }

  news(news: RunNews): void {
    if (news.kind === 'sampling') return
    process.stdout.write(`${JSON.stringify(news)}\n`)
  }

  end(): void {}
}
