/** Reads a run's metrics.jsonl, which the command line writes a line at a time, as a file of the visitor's. */

import type { EpochPoint, StepPoint } from '../../../../src/cli/studio/protocol.ts'

/** Points of a curve at most, about as many as the server tells. */
const MOST_POINTS = 2000
/** What has no end is no line. */
const LONGEST_LINE = 1 << 16

export interface Metrics {
  readonly steps: readonly StepPoint[]
  readonly epochs: readonly EpochPoint[]
  /** Lines that are none. */
  readonly unreadable: number
}

type Values = Readonly<Record<string, unknown>>

const asObject = (value: unknown): Values =>
  (typeof value === 'object' && value ? value : {}) as Values

function parsed(line: string): Values {
  try {
    return asObject(JSON.parse(line))
  } catch {
    return {}
  }
}

const isNumber = (value: unknown): value is number => Number.isFinite(value)

function heldOutIn(value: unknown): EpochPoint['heldOut'] {
  const { mean, quarters } = asObject(value)
  if (!isNumber(mean) || !Array.isArray(quarters) || !quarters.every(isNumber)) return undefined
  return { mean, quarters }
}

/** Means of neighbours, where there are too many points. */
export function thinned(steps: readonly StepPoint[], most = MOST_POINTS): readonly StepPoint[] {
  const size = Math.ceil(steps.length / most)
  if (size <= 1) return steps
  return Array.from({ length: Math.ceil(steps.length / size) }, (_, i): StepPoint => {
    const group = steps.slice(i * size, (i + 1) * size)
    return [group.at(-1)![0], group.reduce((sum, [, loss]) => sum + loss, 0) / group.length]
  })
}

class Reader {
  readonly #steps: StepPoint[] = []
  readonly #epochs: EpochPoint[] = []
  #unreadable = 0

  line(line: string): void {
    const { kind, step, epoch, loss, heldOut } = parsed(line)
    const known = isNumber(step) && isNumber(epoch) && isNumber(loss)
    if (known && kind === 'step') {
      while (this.#steps.length > 0 && this.#steps.at(-1)![0] >= step) this.#steps.pop()
      this.#steps.push([step, loss])
    } else if (known && (kind === 'epoch' || kind === 'held-out')) {
      this.#epochs.push({ kind, epoch, step, loss, heldOut: heldOutIn(heldOut) })
    } else if (line.trim() !== '') this.#unreadable++
  }

  get metrics(): Metrics {
    const unreadable = this.#unreadable
    return { steps: thinned(this.#steps), epochs: this.#epochs, unreadable }
  }
}

/** A file's metrics, read piece by piece: it may be large. */
export async function readMetrics(file: Blob): Promise<Metrics> {
  const reader = new Reader()
  let begun = ''
  const pieces = file.stream().pipeThrough(new TextDecoderStream()).getReader()
  for (;;) {
    const { done, value } = await pieces.read()
    if (done) break
    const lines = (begun + value).split('\n')
    begun = lines.pop()!.slice(0, LONGEST_LINE)
    for (const line of lines) reader.line(line)
  }
  reader.line(begun)
  return reader.metrics
}
