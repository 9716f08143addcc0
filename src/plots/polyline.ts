/** Antialiased lines and dots on rasters, by how much of each pixel they cover. */

import type { Raster } from '../formats/raster.ts'
import { blend, type Colour } from '../images/canvas.ts'

/** Pixels; the centre of the first pixel is (0.5, 0.5). */
export type Point = readonly [x: number, y: number]

export interface Stroke {
  colour: Colour
  /** Pixels across; a dot's diameter. */
  width: number
  /** 1 covers what is below. */
  opacity?: number
}

/**
 * Draws one stroke through each list of points, with round joins and ends; a list of one point is
 * a dot. All lists are one shape: where they cross, a translucent stroke is not darker.
 */
export function drawPolylines(
  raster: Raster,
  lines: readonly (readonly Point[])[],
  stroke: Stroke,
): void {
  const { colour, width, opacity = 1 } = stroke
  const coverage = new Float32Array(raster.width * raster.height)
  for (const points of lines) {
    points.forEach((point, i) => {
      coverSegment(coverage, raster, points[Math.max(i - 1, 0)], point, width / 2)
    })
  }
  coverage.forEach((covered, i) => {
    if (covered > 0) {
      blend(raster, i % raster.width, Math.floor(i / raster.width), colour, covered * opacity)
    }
  })
}

/** A pixel is covered by how far its centre lies within the edge, over one pixel's width. */
function coverSegment(
  coverage: Float32Array,
  { width, height }: Raster,
  [x0, y0]: Point,
  [x1, y1]: Point,
  radius: number,
): void {
  const [dx, dy] = [x1 - x0, y1 - y0]
  const lengthSquared = dx * dx + dy * dy
  const reach = radius + 1
  const left = Math.max(Math.floor(Math.min(x0, x1) - reach), 0)
  const right = Math.min(Math.ceil(Math.max(x0, x1) + reach), width)
  const top = Math.max(Math.floor(Math.min(y0, y1) - reach), 0)
  const bottom = Math.min(Math.ceil(Math.max(y0, y1) + reach), height)
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const [px, py] = [x + 0.5 - x0, y + 0.5 - y0]
      const along = lengthSquared === 0 ? 0 : (px * dx + py * dy) / lengthSquared
      const nearest = Math.min(Math.max(along, 0), 1)
      const distance = Math.hypot(px - nearest * dx, py - nearest * dy)
      const covered = Math.min(Math.max(radius + 0.5 - distance, 0), 1)
      const at = y * width + x
      if (covered > coverage[at]) coverage[at] = covered
    }
  }
}
