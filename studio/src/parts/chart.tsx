/**
 * Curves over one axis, drawn by uPlot: in the page's colours, as wide as there is room. Nothing in it
 * moves of itself. A page that gives `onCursor` gives a slider, too, for who has no pointer.
 */

import 'uplot/dist/uPlot.min.css'
import './chart/chart.css'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type uPlot from 'uplot'
import { language } from '../shell/language.ts'
import { theme } from '../shell/theme.ts'
import type { ChartProps, ChartSeries, Column } from './chart/chart-props.ts'
import { dragCursor, drawable, drawChart } from './chart/drawing.ts'
import { shortNumber, summaryOf, words } from './chart/words.ts'

export type { ChartColour, ChartProps, ChartSeries, Column } from './chart/chart-props.ts'

const darkSystem = matchMedia('(prefers-color-scheme: dark)')

/** The index at or before a place on an ascending axis; -1 where there is none. */
function indexAt(axis: Column, place: number): number {
  let [low, high] = [0, axis.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (axis[middle]! <= place) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** What a curve has come to at an index: its last value until there. */
function valueAt(column: Column | undefined, index: number): number | undefined {
  for (let i = index; column && i >= 0; i--) if (column[i] !== null) return column[i] as number
  return undefined
}

interface LegendProps {
  readonly series: readonly ChartSeries[]
  readonly data: readonly Column[]
  /** What the numbers are of; nothing for none. */
  readonly index: number | undefined
}

function Legend({ series, data, index }: LegendProps) {
  return (
    <ul class="chart-legend">
      {series.map(({ label, colour, points, faint, unlisted }, i) => {
        if (unlisted) return null
        const value = index === undefined ? undefined : valueAt(data[i + 1], index)
        const kind = points ? 'points' : faint ? 'faint' : 'line'
        return (
          <li key={`${i} ${label}`}>
            <span class={`chart-swatch ${kind}`} style={{ color: `var(--${colour})` }} />
            {label}
            {value !== undefined && <output>{shortNumber(value)}</output>}
          </li>
        )
      })}
    </ul>
  )
}

export function Chart(props: ChartProps) {
  const { label, series, data, logY = false, xLabel, cursorAt, onCursor, height = 260 } = props
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<uPlot>(null)
  const now = useRef(props)
  now.current = props
  const [hovered, setHovered] = useState<number>()
  const shape = JSON.stringify([series, logY, xLabel, height, language.value])

  // the curves change with the numbers beside them, not a frame later
  useLayoutEffect(() => {
    const drawn = drawChart(place.current!, now, setHovered)
    chart.current = drawn
    const watcher = new ResizeObserver(([{ contentRect }]) => {
      if (contentRect.width > 0) drawn.setSize({ width: contentRect.width, height })
    })
    watcher.observe(place.current!)
    return () => {
      watcher.disconnect()
      drawn.destroy()
    }
  }, [shape])

  useLayoutEffect(() => chart.current!.setData(drawable(data, logY)), [data])
  useLayoutEffect(() => chart.current!.redraw(false), [cursorAt])

  useEffect(() => {
    const redraw = () => chart.current!.redraw(false)
    redraw()
    darkSystem.addEventListener('change', redraw)
    return () => darkSystem.removeEventListener('change', redraw)
  }, [theme.value])

  useEffect(() => {
    if (onCursor) return dragCursor(chart.current!, (x) => now.current.onCursor?.(x))
  }, [shape, !onCursor])

  const empty = !data[0]?.length
  const marked = cursorAt === undefined || empty ? undefined : indexAt(data[0], cursorAt)
  return (
    <figure class="chart">
      <div
        ref={place}
        class={onCursor ? 'chart-area draggable' : 'chart-area'}
        style={{ height: `${height}px`, visibility: empty ? 'hidden' : 'visible' }}
        role="img"
        aria-label={`${label}. ${summaryOf(series, data)}`}
      />
      {empty && <p class="chart-empty">{words().empty}</p>}
      <Legend {...{ series, data }} index={hovered ?? marked} />
    </figure>
  )
}
