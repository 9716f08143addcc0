/** The loss curve of a training run, as SVG text and as a raster, from one layout. */

import type { Raster } from '../formats/raster.ts'
import { blank, type Colour, fillRect } from '../images/canvas.ts'
import { drawText, textHeight } from '../images/text.ts'
import {
  type Curve,
  type Label,
  type LossChart,
  type LossCurveOptions,
  layOutLossCurve,
} from './loss-layout.ts'
import type { LossSeries } from './loss-series.ts'
import { drawPolylines, type Point } from './polyline.ts'

const PAPER: Colour = [255, 255, 255]
const INK: Colour = [45, 52, 64]
const QUIET: Colour = [98, 107, 120]
const AXIS: Colour = [150, 158, 170]
const GRID: Colour = [230, 233, 238]
const CURVE: Colour = [43, 108, 176]
const HELD_OUT: Colour = [221, 107, 32]
const LEGEND_COLOURS = [CURVE, HELD_OUT]
const FAINT = 0.28
const CURVE_WIDTH = 2
const DOT_WIDTH = 7

/**
 * The curve as RGB pixels, white behind. Values that are not finite are gaps; an empty series
 * gives empty axes.
 * @throws {DdpmError} `drawing.size-invalid`
 */
export function lossCurveRaster(series: LossSeries, options: LossCurveOptions = {}): Raster {
  const chart = layOutLossCurve(series, options)
  const raster = blank(chart.width, chart.height, 3, PAPER)
  drawAxes(raster, chart)
  drawLabels(raster, chart)
  drawPolylines(raster, chart.faint, { colour: CURVE, width: 1, opacity: FAINT })
  drawCurve(raster, chart, CURVE)
  drawCurve(raster, chart.validation, HELD_OUT)
  drawLegend(raster, chart)
  return raster
}

/**
 * The curve as a self-contained SVG document; as `lossCurveRaster` otherwise.
 * @throws {DdpmError} `drawing.size-invalid`
 */
export function lossCurveSvg(series: LossSeries, options: LossCurveOptions = {}): string {
  const chart = layOutLossCurve(series, options)
  const { width, height, textScale, title } = chart
  const size = 7 * textScale
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="system-ui, sans-serif" font-size="${size}">`,
    `<title>${escapeXml(title.text)}</title>`,
    `<rect width="${width}" height="${height}" fill="${rgb(PAPER)}"/>`,
    ...svgAxes(chart),
    ...svgLabels(chart, size),
    svgLines(chart.faint, CURVE, `stroke-width="1" stroke-opacity="${FAINT}"`),
    ...svgCurve(chart, CURVE),
    ...svgCurve(chart.validation, HELD_OUT),
    ...svgLegend(chart, size),
    '</svg>',
  ]
    .filter(Boolean)
    .join('\n')}\n`
}

function drawAxes(raster: Raster, { plot, xTicks, yTicks }: LossChart): void {
  const { left, top, right, bottom } = plot
  const [width, height] = [right - left, bottom - top]
  for (const { at } of xTicks)
    fillRect(raster, { x: Math.round(at), y: top, width: 1, height }, GRID)
  for (const { at } of yTicks)
    fillRect(raster, { x: left, y: Math.round(at), width, height: 1 }, GRID)
  fillRect(raster, { x: left, y: top, width: 1, height }, AXIS)
  fillRect(raster, { x: left, y: bottom, width: width + 1, height: 1 }, AXIS)
}

function drawLabels(raster: Raster, chart: LossChart): void {
  const { plot, textScale: scale, title, xLabel, yLabel, note, remark } = chart
  const half = textHeight(scale) / 2
  const draw = ({ text, x, y }: Label, colour: Colour, anchor: 'middle' | 'end', turned = false) =>
    drawText(raster, text, Math.round(x), Math.round(y), { colour, scale, anchor, turned })
  for (const { at, label } of chart.xTicks) {
    draw({ text: label, x: at, y: plot.bottom + 4 * scale }, QUIET, 'middle')
  }
  for (const { at, label } of chart.yTicks) {
    draw({ text: label, x: plot.left - 4 * scale, y: at - half }, QUIET, 'end')
  }
  // Twice, a pixel apart, is bold.
  draw(title, INK, 'middle')
  draw({ ...title, x: title.x + 1 }, INK, 'middle')
  draw(xLabel, INK, 'middle')
  draw(yLabel, INK, 'middle', true)
  if (note) draw({ ...note, y: note.y - half }, QUIET, 'middle')
  if (remark) drawText(raster, remark.text, remark.x, remark.y, { colour: QUIET, scale })
}

function drawCurve(raster: Raster, { curve, dots }: Curve, colour: Colour): void {
  drawPolylines(raster, curve, { colour, width: CURVE_WIDTH })
  const alone = dots.map((dot) => [dot])
  drawPolylines(raster, alone, { colour, width: DOT_WIDTH })
}

function drawLegend(raster: Raster, { legend, textScale: scale }: LossChart): void {
  legend.forEach(({ text, x, y, mark }, i) => {
    drawPolylines(raster, [mark], { colour: LEGEND_COLOURS[i], width: 2 * CURVE_WIDTH })
    drawText(raster, text, Math.round(x), Math.round(y), { colour: QUIET, scale })
  })
}

function svgAxes({ plot, xTicks, yTicks }: LossChart): string[] {
  const { left, top, right, bottom } = plot
  // Half pixels make lines of one pixel crisp.
  const line = (x: number) => Math.round(x) + 0.5
  const gridLines = [
    ...xTicks.map(({ at }) => `M${line(at)} ${top}V${bottom}`),
    ...yTicks.map(({ at }) => `M${left} ${line(at)}H${right}`),
  ]
  return [
    `<path d="${gridLines.join('')}" stroke="${rgb(GRID)}"/>`,
    `<path d="M${line(left)} ${top}V${line(bottom)}H${right}" fill="none" stroke="${rgb(AXIS)}"/>`,
  ]
}

function svgLabels(chart: LossChart, size: number): string[] {
  const { plot, textScale, title, xLabel, yLabel, note, remark } = chart
  const text = ({ text, x, y }: Label, colour: Colour, more = '') =>
    `<text x="${px(x)}" y="${px(y)}" fill="${rgb(colour)}" text-anchor="middle"${more}>${escapeXml(text)}</text>`
  const below = (label: Label) => ({ ...label, y: label.y + size })
  const turn = { ...yLabel, x: yLabel.x + size }
  return [
    ...chart.xTicks.map(({ at, label }) =>
      text({ text: label, x: at, y: plot.bottom + 4 * textScale + size }, QUIET),
    ),
    ...chart.yTicks.map(({ at, label }) =>
      text({ text: label, x: plot.left - 4 * textScale, y: at + size / 3 }, QUIET).replace(
        'middle',
        'end',
      ),
    ),
    text(below(title), INK, ` font-size="${size + 2}" font-weight="600"`),
    text(below(xLabel), INK),
    text(turn, INK, ` transform="rotate(-90 ${px(turn.x)} ${px(turn.y)})"`),
    ...(note ? [text(note, QUIET)] : []),
    ...(remark ? [text(below(remark), QUIET).replace('middle', 'start')] : []),
  ]
}

function svgCurve({ curve, dots }: Curve, colour: Colour): string[] {
  return [
    svgLines(curve, colour, `stroke-width="${CURVE_WIDTH}"`),
    ...dots.map(
      ([x, y]) =>
        `<circle cx="${px(x)}" cy="${px(y)}" r="${DOT_WIDTH / 2}" fill="${rgb(colour)}"/>`,
    ),
  ]
}

function svgLegend({ legend }: LossChart, size: number): string[] {
  return legend.flatMap(({ text, x, y, mark }, i) => [
    svgLines([mark], LEGEND_COLOURS[i], `stroke-width="${2 * CURVE_WIDTH}"`),
    `<text x="${px(x)}" y="${px(y + size)}" fill="${rgb(QUIET)}">${escapeXml(text)}</text>`,
  ])
}

function svgLines(lines: readonly (readonly Point[])[], colour: Colour, style: string): string {
  const drawn = lines.filter((points) => points.length > 1)
  if (drawn.length === 0) return ''
  const path = drawn.map((points) => `M${points.map(([x, y]) => `${px(x)} ${px(y)}`).join('L')}`)
  return `<path d="${path.join('')}" fill="none" stroke="${rgb(colour)}" stroke-linejoin="round" stroke-linecap="round" ${style}/>`
}

const px = (value: number) => Number(value.toFixed(2))
const rgb = (colour: Colour) => `rgb(${colour.join(',')})`

/** Text for XML: markup escaped, and the control characters that XML forbids left out. */
function escapeXml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return [...text]
    .filter((character) => character >= ' ' && !/[\ud800-\udfff\ufffe\uffff]/u.test(character))
    .map((character) => entities[character] ?? character)
    .join('')
}
