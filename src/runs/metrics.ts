/** The lines of a run's metrics as values. Those of older runs, with `held-out` and `heldOut`, are read, too. */

import { withNewNames } from '../base/old-names.ts'

/** A line of the metrics; `validation` is of a run that stops within an epoch, `copies` of a sample grid. */
export interface Metric {
  readonly kind: 'step' | 'epoch' | 'validation' | 'copies'
  readonly step: number
  readonly epoch: number
  /** NaN for `copies`. */
  readonly loss: number
  readonly gradientNorm?: number | undefined
  /** Losses of images that are not trained on. */
  readonly validation?: ValidationLosses | undefined
  /** Share of the samples that copy a training image. */
  readonly copies?: number | undefined
}

export interface ValidationLosses {
  readonly mean: number
  /** By quarter of the timesteps, image to noise. */
  readonly quarters: readonly number[]
}

/** A metric as a line, with its line break. */
export function metricLine(metric: Metric): string {
  const { kind, step, epoch, loss, gradientNorm, validation, copies } = metric
  if (kind === 'copies') return `${JSON.stringify({ kind, step, epoch, copies })}\n`
  return `${JSON.stringify({ kind, step, epoch, loss, gradientNorm, validation })}\n`
}

/**
 * A line as a metric; what a crash has cut short is none. A file can be edited: what else is not as
 * it was written is left out.
 */
export function parseMetric(line: string): Metric | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return metricOf(withNewNames(value, { heldOut: 'validation' }))
  } catch {
    return undefined
  }
}

/** All metrics of a file's text, in order. */
export function parseMetrics(text: string): Metric[] {
  return text.split('\n').flatMap((line) => parseMetric(line) ?? [])
}

/** The metric with the last validation losses; nothing where there are none. */
export const lastValidation = (metrics: readonly Metric[]): Metric | undefined =>
  metrics.findLast(({ validation }) => validation)

/** The metric with the last copies; nothing where none were looked for. */
export const lastCopies = (metrics: readonly Metric[]): Metric | undefined =>
  metrics.findLast(({ copies }) => copies !== undefined)

const isNumber = (value: unknown): value is number => Number.isFinite(value)

const kinds = ['step', 'epoch', 'validation', 'copies'] as const

function kindOf(value: unknown): Metric['kind'] | undefined {
  if (value === 'held-out') return 'validation'
  return kinds.find((kind) => kind === value)
}

function metricOf(value: unknown): Metric | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { step, epoch, loss, gradientNorm, validation, copies, ...rest } = value as Readonly<
    Record<string, unknown>
  >
  const kind = kindOf(rest['kind'])
  if (!kind || !isNumber(step) || !isNumber(epoch)) return undefined
  if (kind === 'copies') {
    return isNumber(copies) ? { kind, step, epoch, loss: Number.NaN, copies } : undefined
  }
  if (!isNumber(loss)) return undefined
  return {
    ...{ kind, step, epoch, loss, validation: validationOf(validation) },
    gradientNorm: isNumber(gradientNorm) ? gradientNorm : undefined,
  }
}

function validationOf(value: unknown): ValidationLosses | undefined {
  const { mean, quarters } = (value ?? {}) as Readonly<Record<string, unknown>>
  if (!isNumber(mean) || !Array.isArray(quarters) || quarters.length !== 4) return undefined
  return quarters.every(isNumber) ? { mean, quarters } : undefined
}

/**
 * Whether a metric belongs to the past of a checkpoint. What is said of an epoch, or of a run's end,
 * is written after its last step, and a run resumed from that step repeats it.
 */
export function isBefore(metric: Metric, step: number): boolean {
  return metric.kind === 'step' ? metric.step <= step : metric.step < step
}
