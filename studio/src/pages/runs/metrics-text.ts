/** Reads a run's metrics, which the command line writes a line at a time, as a file of the visitor's. */

import { RunCurves } from '../../../../src/runs/curves.ts'
import { Lines } from '../../../../src/runs/lines.ts'

/** A file's metrics, read piece by piece: it may be large. */
export async function readMetrics(file: Blob): Promise<RunCurves> {
  const curves = new RunCurves()
  const lines = new Lines()
  const pieces = file.stream().getReader()
  for (;;) {
    const { done, value } = await pieces.read()
    if (done) break
    for (const line of lines.take(value)) curves.add(line)
  }
  curves.add(lines.rest)
  return curves
}
