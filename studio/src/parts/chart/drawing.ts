/** How uPlot draws a chart of the studio: its axes, its colours, its cursor. */

import uPlot from 'uplot'
import type { ChartColour, ChartProps, ChartSeries, Column } from './chart-props.ts'
import { logAxis, logRange } from './log-axis.ts'
import { shortNumber } from './words.ts'

/** What the drawing reads each time: the chart's properties as they are now. */
interface Now {
  readonly current: ChartProps
}

/** A colour of the theme, as a canvas understands it: `light-dark()` is resolved by an element alone. */
function colourOf(element: HTMLElement, token: ChartColour | 'line'): string {
  element.style.color = `var(--${token})`
  const { color } = getComputedStyle(element)
  element.style.color = ''
  return color
}

/** Data as uPlot takes it; on a logarithmic axis without what has no place there. */
export function drawable(data: readonly Column[], logY: boolean): uPlot.AlignedData {
  const [x, ...columns] = data.length > 0 ? data : [[]]
  const shown = logY
    ? columns.map((column) => Array.from(column, (y) => (y !== null && y > 0 ? y : null)))
    : columns
  return [x, ...shown] as uPlot.AlignedData
}

function seriesOptions(series: ChartSeries, element: HTMLElement): uPlot.Series {
  const stroke = () => colourOf(element, series.colour)
  const { label, points, faint } = series
  if (points) {
    return {
      label,
      stroke,
      width: 0,
      paths: () => null,
      points: { show: true, size: 7, fill: stroke },
    }
  }
  return {
    ...{ label, stroke, alpha: faint ? 0.3 : 1, width: faint ? 1 : 2 },
    ...{ spanGaps: true, points: { show: false } },
  }
}

function axes(element: HTMLElement, xLabel: string | undefined, logY: boolean): uPlot.Axis[] {
  const shared: uPlot.Axis = {
    font: '12px system-ui, sans-serif',
    labelFont: '12px system-ui, sans-serif',
    stroke: () => colourOf(element, 'muted'),
    grid: { stroke: () => colourOf(element, 'line'), width: 1 },
    ticks: { show: false },
  }
  const values: uPlot.Axis.Values = (_, splits) =>
    splits.map((value) => (value === null ? '' : shortNumber(value)))
  const label = xLabel ? { label: xLabel, labelSize: 18 } : {}
  return [
    { ...shared, ...label, values, size: 28 },
    { ...shared, values, size: 52, ...(logY ? logAxis : {}) },
  ]
}

/** The line at `cursorAt`. */
function drawMark(chart: uPlot, { cursorAt }: ChartProps): void {
  if (cursorAt === undefined || chart.data[0].length === 0) return
  const x = Math.round(chart.valToPos(cursorAt, 'x', true))
  const { left, top, width, height } = chart.bbox
  if (x < left || x > left + width) return
  const { ctx } = chart
  ctx.save()
  ctx.fillStyle = colourOf(chart.root, 'muted')
  ctx.fillRect(x - 1, top, 2, height)
  ctx.restore()
}

/** @param onHover called with the index that is pointed at; with nothing at the end of it */
export function drawChart(
  element: HTMLElement,
  now: Now,
  onHover: (index: number | undefined) => void,
): uPlot {
  const { series, data, logY = false, xLabel, height = 260 } = now.current
  const options: uPlot.Options = {
    ...{ width: Math.max(element.clientWidth, 1), height },
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    scales: { x: { time: false }, y: logY ? { distr: 3, range: logRange } : {} },
    axes: axes(element, xLabel, logY),
    series: [{}, ...series.map((one) => seriesOptions(one, element))],
    padding: [12, 12, 0, 0],
    hooks: {
      draw: [(chart) => drawMark(chart, now.current)],
      setCursor: [({ cursor }) => onHover(cursor.idx ?? undefined)],
    },
  }
  return new uPlot(options, drawable(data, logY), element)
}

/** Reports places on the axis while a button or finger is down on it. @returns how to stop */
export function dragCursor(chart: uPlot, tell: (x: number) => void): () => void {
  const { over } = chart
  const point = (event: PointerEvent) => {
    const { min, max } = chart.scales['x']
    if (typeof min !== 'number' || typeof max !== 'number') return
    const x = chart.posToVal(event.clientX - over.getBoundingClientRect().left, 'x')
    tell(Math.min(Math.max(x, min), max))
  }
  const down = (event: PointerEvent) => {
    over.setPointerCapture(event.pointerId)
    point(event)
  }
  const move = (event: PointerEvent) => {
    if (over.hasPointerCapture(event.pointerId)) point(event)
  }
  over.addEventListener('pointerdown', down)
  over.addEventListener('pointermove', move)
  return () => {
    over.removeEventListener('pointerdown', down)
    over.removeEventListener('pointermove', move)
  }
}
