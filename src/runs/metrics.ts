/** The lines of metrics.jsonl as values. */

import { withNewNames } from '../base/old-names.ts'

/** A line of metrics.jsonl; one of kind `validation` is of a run that stops within an epoch. */
export interface Metric {
  readonly kind: 'step' | 'epoch' | 'validation'
  readonly step: number
  readonly epoch: number
  readonly loss: number
  readonly gradientNorm?: number
  /** Losses of the validation images: their mean, and by quarter of the timesteps. */
  readonly validation?: { readonly mean: number; readonly quarters: readonly number[] }
}

/** A metric as a line, with its line break. */
export function metricLine({ kind, step, epoch, loss, gradientNorm, validation }: Metric): string {
  return `${JSON.stringify({ kind, step, epoch, loss, gradientNorm, validation })}\n`
}

/**
 * A line as a metric; what a crash has cut short is none. A file can be edited: what else is not as
 * it was written is left out.
 */
export function parseMetric(line: string): Metric | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? metricOf(fromOld(value)) : undefined
  } catch {
    return undefined
  }
}

/** All metrics of a file's text, in order. */
export function parseMetrics(text: string): Metric[] {
  return text.split('\n').flatMap((line) => parseMetric(line) ?? [])
}

/** A line as it is written now: validation was called `heldOut`, and its lines `held-out`. */
function fromOld(value: object): Readonly<Record<string, unknown>> {
  const line = { ...(withNewNames(value, { heldOut: 'validation' }) as object) }
  return 'kind' in line && line.kind === 'held-out' ? { ...line, kind: 'validation' } : line
}

const isNumber = (value: unknown): value is number => Number.isFinite(value)
const isKind = (value: unknown): value is Metric['kind'] =>
  value === 'step' || value === 'epoch' || value === 'validation'

function metricOf(value: Readonly<Record<string, unknown>>): Metric | undefined {
  const { kind, step, epoch, loss, gradientNorm, validation } = value
  if (!isKind(kind) || !isNumber(step) || !isNumber(epoch) || !isNumber(loss)) return undefined
  return {
    ...{ kind, step, epoch, loss, validation: validationOf(validation) },
    gradientNorm: isNumber(gradientNorm) ? gradientNorm : undefined,
  }
}

function validationOf(value: unknown): Metric['validation'] {
  const { mean, quarters } = (value ?? {}) as Readonly<Record<string, unknown>>
  if (!isNumber(mean) || !Array.isArray(quarters) || quarters.length !== 4) return undefined
  return quarters.every(isNumber) ? { mean, quarters } : undefined
}

/**
 * Whether a metric belongs to the past of a checkpoint. What is said of an epoch, or of a run's end,
 * is written after its last step, and a run that goes on from that step says it again.
 */
export function isBefore(metric: Metric, step: number): boolean {
  return metric.kind === 'step' ? metric.step <= step : metric.step < step
}
