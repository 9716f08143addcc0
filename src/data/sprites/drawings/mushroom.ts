/** Mushrooms: caps of several shapes with spots, and stems, some with eyes. */

import type { Canvas } from '../canvas.ts'
import type { Chance } from '../chance.ts'
import { hues, pupil, type Ramp, rampFrom } from '../palette.ts'
import { column, ellipse, mirrored } from '../shapes.ts'
import type { Drawing } from './drawing.ts'

/** Spots on a cap: one in the middle and two at its sides, or some anywhere. */
function spots(canvas: Canvas, chance: Chance, cap: Ramp, [top, bottom, broad]: readonly number[]) {
  const cream = rampFrom(chance, hues.cream)
  const paint = (x: number, y: number, rx: number, ry: number) =>
    canvas.part(ellipse(x, y, rx, ry), cream, { on: cap, tone: 'kept' })
  const middle = top + (bottom - top) * 0.48
  if (chance.maybe(0.6)) {
    const radius = chance.between(2, 2.8)
    paint(chance.between(-1, 1), middle, radius, radius)
    paint(-broad * 0.82, middle + 1.6, radius * 0.8, radius)
    paint(broad * 0.82, middle + 1.6, radius * 0.8, radius)
    return
  }
  for (let i = 0; i < 6; i++) {
    const radius = chance.between(0.9, 1.6)
    const x = (i - 2.5) * broad * 0.34 + chance.between(-0.6, 0.6)
    paint(x, middle + (i % 2 === 0 ? 1.8 : -1.6) + chance.between(-0.6, 0.6), radius, radius)
  }
}

export const mushroom: Drawing = {
  name: 'mushroom',
  draw(canvas, chance) {
    const cap = rampFrom(chance, chance.maybe(0.5) ? hues.warm : [...hues.bright, ...hues.wood])
    const stem = rampFrom(chance, hues.cream)
    const broad = chance.between(8.4, 10.6)
    const top = chance.between(-10.4, -7.8)
    const rim = chance.between(0.4, 2.4)
    const foot = chance.between(8.8, 10.4)
    const thick = chance.between(3, 4.6)
    const flare = chance.between(-0.1, 0.5)
    canvas.part(
      column([rim - 2, foot], (t) => thick * (1 + flare * t * t - 0.5 * t ** 12)),
      stem,
      {
        shadow: 2.2,
        light: 0,
      },
    )
    canvas.part(ellipse(0, rim, thick * 1.3, 1.9), stem, { tone: 0 })
    // from a bowl to a point
    const roundness = chance.pick([0.5, 0.5, 0.6, 0.9])
    const power = (t: number) =>
      roundness < 0.55 ? Math.sqrt(t) : Math.sqrt(t) * (0.35 + 0.65 * t)
    const dome = column(
      [top, rim + 0.8],
      (t) => broad * Math.min(power(t) * 1.12, 1.08 - 0.2 * t ** 8),
    )
    canvas.part(dome, cap, { edge: true, shadow: 2.6, light: 1.4 })
    if (chance.maybe(0.85)) spots(canvas, chance, cap, [top, rim, broad])
    if (chance.maybe(0.4)) {
      const eye = ellipse(
        canvas.snap(-1.8),
        (rim + foot) / 2 + 1.2,
        0.8 * canvas.pixel,
        1.3 * canvas.pixel,
      )
      canvas.part(mirrored(eye), pupil, { tone: 1 })
    }
  },
}
