import { describe, expect, test } from 'vitest'
import { lossCurveRaster, lossCurveSvg } from '../../../src/plots/loss-curve.ts'
import { layOutLossCurve } from '../../../src/plots/loss-layout.ts'
import { smoothed, thinned, unbroken } from '../../../src/plots/loss-series.ts'
import { coded } from '../../coded.ts'

const epochs = { y: [0.07, 0.035, 0.031, 0.029, 0.028] }

describe('layout', () => {
  test('higher losses stand higher, later ones further right, all inside the plot', () => {
    const { curve, plot, dots } = layOutLossCurve(epochs, {})
    const [points] = curve
    expect(dots).toHaveLength(5)
    for (let i = 1; i < points.length; i++) {
      expect(points[i][0]).toBeGreaterThan(points[i - 1][0])
      expect(points[i][1]).toBeGreaterThan(points[i - 1][1])
    }
    for (const [x, y] of points) {
      expect(x > plot.left && x < plot.right && y >= plot.top && y <= plot.bottom).toBe(true)
    }
  })

  test('a point stands where the ticks say', () => {
    const { curve, xTicks, yTicks } = layOutLossCurve({ y: [0.1, 0.3, 0.2] }, {})
    expect(xTicks.map(({ label }) => label)).toEqual(['1', '2', '3'])
    expect(curve[0][1][0]).toBeCloseTo(xTicks[1].at)
    expect(curve[0][1][1]).toBeCloseTo(yTicks.find(({ label }) => label === '0.30')!.at)
  })

  test('losses which are not finite are gaps, and lone losses are dots', () => {
    const y = [3, 2, Number.NaN, 1, Number.POSITIVE_INFINITY, 2, 2]
    const { curve } = layOutLossCurve({ y }, {})
    expect(curve.map((points) => points.length)).toEqual([2, 1, 2])
    const many = [...new Array(100).fill(1), Number.NaN, 2]
    expect(layOutLossCurve({ y: many }, {}).dots).toHaveLength(1)
  })

  test('zero and below are gaps on a logarithmic axis only', () => {
    const y = [1, 0, 0.1, -1, 0.01]
    expect(layOutLossCurve({ y }, {}).curve).toHaveLength(1)
    expect(layOutLossCurve({ y }, { logY: true }).curve).toHaveLength(3)
  })

  test('equal ratios are equal distances on a logarithmic axis', () => {
    const [[[, a], [, b], [, c]]] = layOutLossCurve({ y: [1, 0.1, 0.01] }, { logY: true }).curve
    expect(b - a).toBeCloseTo(c - b)
  })

  describe('validation losses', () => {
    const validation = { x: [1, 3, 7], y: [0.2, 0.1, 0.05] }
    const chart = layOutLossCurve(epochs, { validation })

    test('stand on the same axes, which reach as far', () => {
      const [points] = chart.validation.curve
      expect(chart.validation.dots).toEqual(points)
      expect(points[0][0]).toBeCloseTo(chart.curve[0][0][0])
      expect(points[1][0]).toBeCloseTo(chart.curve[0][2][0])
      expect(points[2][0]).toBeGreaterThan(chart.curve[0][4][0])
      for (const [x, y] of [...points, ...chart.curve[0]]) {
        const { left, right, top, bottom } = chart.plot
        expect(x > left && x < right && y >= top && y <= bottom).toBe(true)
      }
    })

    test('have a legend between title and plot, inside the image', () => {
      expect(chart.legend.map(({ text }) => text)).toEqual(['training', 'validation'])
      const [first, second] = chart.legend
      expect(first.mark[1][0]).toBeLessThan(first.x)
      expect(first.x).toBeLessThan(second.mark[0][0])
      expect(second.x).toBeLessThan(chart.plot.right)
      expect(second.y).toBeGreaterThan(chart.title.y + 14)
      expect(second.y + 14).toBeLessThan(chart.plot.top)
    })

    test('are not smoothed, nor drawn or named where none can be', () => {
      const y = [0.3, 0.1, 0.3, 0.1]
      const unsmoothed = layOutLossCurve({ y }, { validation: { y }, smooth: 3 })
      expect(unsmoothed.validation.curve).toEqual(unsmoothed.faint)
      const none = layOutLossCurve(epochs, {})
      for (const empty of [{ y: [] }, { y: [Number.NaN] }]) {
        expect(layOutLossCurve(epochs, { validation: empty })).toEqual(none)
      }
      expect(none.legend).toEqual([])
    })

    test('are points of their own colour in both drawings', () => {
      const [x, y] = chart.validation.dots[2].map(Math.floor)
      const at = (y * 1000 + x) * 3
      const { data } = lossCurveRaster(epochs, { validation })
      expect([...data.subarray(at, at + 3)]).toEqual([221, 107, 32])
      const svg = lossCurveSvg(epochs, { validation, name: 'a < b' })
      expect(svg.match(/<circle[^>]*fill="rgb\(221,107,32\)"/g)).toHaveLength(3)
      expect(svg).toMatch(/>a &lt; b<\/text>[\s\S]*>validation<\/text>/)
      expect(unclosed(svg)).toEqual([])
    })
  })

  test('nothing finite leaves axes and a note', () => {
    for (const y of [[], [Number.NaN], [Number.NEGATIVE_INFINITY]]) {
      const chart = layOutLossCurve({ y }, {})
      expect(chart.note?.text).toBe('no losses yet')
      expect(chart.yTicks.length).toBeGreaterThan(1)
    }
  })

  test('one loss and equal losses stand in the middle', () => {
    for (const y of [[0.3], [0.3, 0.3]]) {
      const { curve, plot } = layOutLossCurve({ y }, {})
      const middle = (plot.top + plot.bottom) / 2
      expect(Math.abs(curve[0][0][1] - middle)).toBeLessThan((plot.bottom - plot.top) / 4)
    }
  })

  test.each([{ width: 10 }, { height: Number.NaN }, { smooth: 0 }])('refuses %o', (options) => {
    expect(() => layOutLossCurve(epochs, options)).toThrow(coded('drawing.size-invalid'))
  })
})

describe('series', () => {
  test('x is 1, 2, 3 unless given', () => {
    expect(unbroken({ y: [5, 6] })).toEqual([
      [
        { x: 1, y: 5 },
        { x: 2, y: 6 },
      ],
    ])
    expect(unbroken({ x: [10, 20], y: [5, 6] })[0][1]).toEqual({ x: 20, y: 6 })
  })

  test('smoothing is a mean which shrinks towards the beginning and keeps gaps', () => {
    expect([...Array.from(smoothed({ y: [8, 2, 5, 2, 5] }, 3).y)]).toEqual([8, 5, 3, 4, 3.5])
    expect([...Array.from(smoothed({ y: [1, Number.NaN, 3] }, 3).y)]).toEqual([1, Number.NaN, 3])
  })

  test('thinning keeps the extremes of every column, in order', () => {
    const run = [3, 9, 1, 4, 5].map((y, x) => ({ x, y }))
    const kept = thinned([...run, { x: 10, y: 7 }], (x) => Math.floor(x / 10))
    expect(kept.map(({ y }) => y)).toEqual([3, 9, 1, 5, 7])
  })
})

describe('drawings', () => {
  const isCurve = (data: Uint8Array, i: number) => data[i] === 43 && data[i + 1] === 108

  test('the raster holds the curve where the layout puts it', () => {
    const raster = lossCurveRaster(epochs)
    expect([raster.width, raster.height, raster.channels]).toEqual([1000, 400, 3])
    for (const [x, y] of layOutLossCurve(epochs, {}).curve[0]) {
      expect(isCurve(raster.data, (Math.floor(y) * 1000 + Math.floor(x)) * 3)).toBe(true)
    }
    expect([...raster.data.subarray(0, 3)]).toEqual([255, 255, 255])
  })

  test('smoothed curves have the losses behind them', () => {
    const y = Array.from({ length: 500 }, (_, i) => 1 / (i + 1) + (i % 7) / 10)
    const svg = lossCurveSvg({ y }, { smooth: 25, xLabel: 'Step' })
    expect(svg.match(/stroke-opacity/g)).toHaveLength(1)
    expect(svg).toContain('>Step</text>')
    expect(lossCurveSvg({ y })).not.toContain('stroke-opacity')
  })

  test('many losses make no endless file', () => {
    const y = Float32Array.from({ length: 200_000 }, (_, i) => Math.sin(i * i))
    expect(lossCurveSvg({ y }).length).toBeLessThan(200_000)
  })

  test('the SVG is whole: tags closed, text escaped, no NaN', () => {
    for (const y of [epochs.y, [], [Number.NaN, 1], [0], [1e-30, 1e30]]) {
      const svg = lossCurveSvg({ y }, { title: 'a < b & "c"\u0000\u001b', logY: y.length > 2 })
      expect(svg).toContain('a &lt; b &amp; &quot;c&quot;</text>')
      expect(svg).not.toMatch(/NaN|Infinity|undefined/)
      expect(unclosed(svg)).toEqual([])
    }
  })
})

/** Names of tags left open; throws on a tag closed out of order or a stray angle bracket. */
function unclosed(svg: string): string[] {
  const open: string[] = []
  expect(svg.replace(/<[^<>]*>/g, '')).not.toMatch(/[<>]/)
  for (const [, close, name, alone] of svg.matchAll(
    /<(\/?)([a-z]+)(?: [\w:-]+="[^"<&]*")*(\/?)>/g,
  )) {
    if (close) expect(open.pop()).toBe(name)
    else if (!alone) open.push(name)
  }
  return open
}
