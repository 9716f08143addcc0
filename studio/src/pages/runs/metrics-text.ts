/** Reads a run's metrics.jsonl, which the command line writes a line at a time, as a file of the visitor's. */

import type { EpochPoint, StepPoint } from '../../../../src/cli/studio/protocol.ts'
import { RunCurves } from '../../../../src/runs/curves.ts'

/** What has no end is no line. */
const LONGEST_LINE = 1 << 16

export interface Metrics {
  readonly steps: readonly StepPoint[]
  readonly epochs: readonly EpochPoint[]
  /** Lines that are none. */
  readonly unreadable: number
}

/** A file's metrics, read piece by piece: it may be large. */
export async function readMetrics(file: Blob): Promise<Metrics> {
  const curves = new RunCurves()
  let begun = ''
  const pieces = file.stream().pipeThrough(new TextDecoderStream()).getReader()
  for (;;) {
    const { done, value } = await pieces.read()
    if (done) break
    const lines = (begun + value).split('\n')
    begun = lines.pop()!.slice(0, LONGEST_LINE)
    for (const line of lines) curves.add(line)
  }
  curves.add(begun)
  const { steps, epochs, unreadable } = curves
  return { steps: steps.map(({ step, loss }): StepPoint => [step, loss]), epochs, unreadable }
}
