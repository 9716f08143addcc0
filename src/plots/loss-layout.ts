/** Where everything of a loss curve stands, in pixels; drawn by `loss-curve.ts` in two ways. */

import { checkCount } from '../images/canvas.ts'
import { textHeight, textWidth } from '../images/text.ts'
import { type Axis, exactAxis, logAxis, roundAxis, type Tick } from './axis.ts'
import { type LegendEntry, layOutLegend } from './legend.ts'
import { type LossSeries, type Sample, smoothed, thinned, unbroken } from './loss-series.ts'
import type { Point } from './polyline.ts'

export interface LossCurveOptions {
  /** Default `DDPM Training Loss`. */
  title?: string
  /** Default `Epoch`. */
  xLabel?: string
  /** Default `Loss`. */
  yLabel?: string
  /** Pixels, at least 160. Default 1000. */
  width?: number
  /** Pixels, at least 120. Default 400. */
  height?: number
  /** A logarithmic loss axis; losses of 0 and below are gaps. Default false. */
  logY?: boolean
  /**
   * Losses averaged into each point of the curve, one more where they are an even number; the losses
   * themselves are then drawn faintly behind it. Default 1: none.
   */
  smooth?: number
  /**
   * A second curve, never smoothed: losses on images that are not trained on. A legend names both.
   * Default none.
   */
  validation?: LossSeries
  /** What the legend calls the first. Default `training`. */
  name?: string
  /** A line about the curves, at the left above them. Default none. */
  remark?: string
}

export interface Label {
  readonly text: string
  readonly x: number
  readonly y: number
}

/** Losses as lines, and marks on points: on all of a few, and on those which no line reaches. */
export interface Curve {
  readonly curve: readonly (readonly Point[])[]
  readonly dots: readonly Point[]
}

export interface LossChart extends Curve {
  readonly width: number
  readonly height: number
  /** Pixels to a dot of the font. */
  readonly textScale: number
  /** The plot itself: whole pixels, right and bottom are its axis lines. */
  readonly plot: { left: number; top: number; right: number; bottom: number }
  /** Labels are centred below `at`. */
  readonly xTicks: readonly { at: number; label: string }[]
  /** Labels end left of the plot, centred on `at`. */
  readonly yTicks: readonly { at: number; label: string }[]
  readonly title: Label
  readonly xLabel: Label
  /** Read from bottom to top. */
  readonly yLabel: Label
  /** The losses as they are, where the curve is smoothed. */
  readonly faint: readonly (readonly Point[])[]
  readonly validation: Curve
  /** The curve's and the validation losses' names, where there are such. */
  readonly legend: readonly LegendEntry[]
  /** Begins at the left end of the plot. */
  readonly remark: Label | undefined
  /** What to say where there is nothing to draw. */
  readonly note: Label | undefined
}

/** Lines above the plot, or above its legend. */
const TOP = 4
/** With more points than this the curve speaks for itself. */
const MOST_DOTS = 40
/** Losses must be above it to stand on a logarithmic axis. */
const LOG_FLOOR = 1e-100

/** @throws {DdpmError} `drawing.size-invalid` for width, height and smooth */
export function layOutLossCurve(series: LossSeries, options: LossCurveOptions): LossChart {
  const { width = 1000, height = 400, logY = false, smooth = 1 } = options
  checkCount(width, 'width', 160)
  checkCount(height, 'height', 120)
  checkCount(smooth, 'smooth')
  const floor = logY ? LOG_FLOOR : undefined
  const raw = unbroken(series, floor)
  const main = smooth > 1 ? unbroken(smoothed(series, smooth), floor) : raw
  const validation = options.validation ? unbroken(options.validation, floor) : []
  const all = [...raw, ...main, ...validation]

  const textScale = width >= 640 && height >= 320 ? 2 : 1
  const line = textHeight(textScale)
  const yAxis = lossAxis(all, logY, Math.max(Math.floor(height / 70), 2))
  const names = validation.length > 0 ? [options.name ?? 'training', 'validation'] : []
  const top = names.length > 0 || options.remark ? TOP + 2 : TOP
  const labelWidth = Math.max(...yAxis.ticks.map(widthAt(textScale)))
  const plot = plotArea(width, height, line, labelWidth, top)
  const xAxis = stepAxis(all, Math.max(Math.floor((plot.right - plot.left) / (9 * line)), 2))

  // The curve keeps a distance from the left and right ends of the plot.
  const toX = (x: number) => plot.left + line + xAxis.place(x) * (plot.right - plot.left - 2 * line)
  const toY = (y: number) => plot.bottom - yAxis.place(y) * (plot.bottom - plot.top)
  const toPoints = (run: readonly Sample[]) =>
    thinned(run, (x) => Math.floor(toX(x))).map(({ x, y }): Point => [toX(x), toY(y)])
  return {
    width,
    height,
    textScale,
    plot,
    faint: main === raw ? [] : raw.map(toPoints),
    ...withDots(main.map(toPoints)),
    validation: withDots(validation.map(toPoints)),
    legend: layOutLegend(names, plot.right, TOP * line, textScale),
    remark: options.remark ? { text: options.remark, x: plot.left, y: TOP * line } : undefined,
    xTicks: xAxis.ticks.map(({ value, label }) => ({ at: toX(value), label })),
    yTicks: yAxis.ticks.map(({ value, label }) => ({ at: toY(value), label })),
    ...labelsOf(options, plot, height, line),
    note: all.length === 0 ? { text: 'no losses yet', ...centreOf(plot) } : undefined,
  }
}

const widthAt = (scale: number) => (tick: Tick) => textWidth(tick.label, scale)

/** The plot between its labels; `line` is the height of a line of text, `top` counts lines. */
function plotArea(
  width: number,
  height: number,
  line: number,
  labelWidth: number,
  top: number,
): LossChart['plot'] {
  return {
    left: Math.round(3.5 * line) + labelWidth,
    top: top * line,
    right: width - 2 * line,
    bottom: height - Math.round(4.5 * line),
  }
}

function labelsOf(
  options: LossCurveOptions,
  plot: LossChart['plot'],
  height: number,
  line: number,
): Pick<LossChart, 'title' | 'xLabel' | 'yLabel'> {
  const { title = 'DDPM Training Loss', xLabel = 'Epoch', yLabel = 'Loss' } = options
  const { x, y } = centreOf(plot)
  return {
    title: { text: title, x, y: Math.round(1.5 * line) },
    xLabel: { text: xLabel, x, y: height - Math.round(1.75 * line) },
    yLabel: { text: yLabel, x: line, y },
  }
}

function centreOf({ left, right, top, bottom }: LossChart['plot']): { x: number; y: number } {
  return { x: (left + right) / 2, y: (top + bottom) / 2 }
}

function withDots(curve: readonly (readonly Point[])[]): Curve {
  const few = curve.reduce((sum, points) => sum + points.length, 0) <= MOST_DOTS
  return { curve, dots: curve.filter((points) => few || points.length === 1).flat() }
}

function lossAxis(runs: readonly Sample[][], logY: boolean, count: number): Axis {
  const [low, high] = range(runs, 'y') ?? [logY ? 0.01 : 0, 1]
  return logY ? logAxis(low, high, count) : roundAxis(low, high, count)
}

function stepAxis(runs: readonly Sample[][], count: number): Axis {
  const [low, high] = range(runs, 'x') ?? [0, 1]
  const reach = Math.max(1, Math.abs(low) / 10)
  return high > low ? exactAxis(low, high, count) : exactAxis(low - reach, high + reach, count)
}

function range(runs: readonly Sample[][], key: keyof Sample): [number, number] | undefined {
  if (runs.length === 0) return undefined
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const sample of runs.flat()) {
    low = Math.min(low, sample[key])
    high = Math.max(high, sample[key])
  }
  return [low, high]
}
