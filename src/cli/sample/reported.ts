/** Work that makes images, with a reporter for whoever reads and Ctrl-C watched. */

import { watchInterrupts } from '../interrupt.ts'
import { terminalOf } from '../terminal/terminal.ts'
import { humanSampleReporter, jsonSampleReporter, type SampleReporter } from './reporter.ts'

/** @param json whether events are asked for instead of words */
export async function reported(
  json: boolean | undefined,
  work: (reporter: SampleReporter, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const reporter = json ? jsonSampleReporter() : humanSampleReporter(terminalOf(process.stdout))
  const interrupts = watchInterrupts(() => reporter.notice('Stopping.'))
  try {
    await work(reporter, interrupts.signal)
  } finally {
    interrupts.dispose()
  }
}
