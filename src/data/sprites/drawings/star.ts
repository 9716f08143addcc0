/** Five-pointed stars with bevelled points, some with a face. */

import { hues, pupil, rampFrom } from '../palette.ts'
import { around, both, ellipse, mirrored, type Point, polygon, turned } from '../shapes.ts'
import type { Drawing } from './drawing.ts'

export const star: Drawing = {
  name: 'star',
  draw(canvas, chance) {
    const ramp = rampFrom(chance, chance.maybe(0.6) ? hues.gold : hues.bright)
    const outer = chance.between(9.4, 10.8)
    const inner = outer * chance.between(0.46, 0.56)
    const turn = chance.maybe(0.5) ? 0 : chance.between(-0.12, 0.12)
    const placed = (points: readonly Point[]) =>
      turned(points, turn).map(([x, y]): Point => [x, y + 0.9])
    const tips = placed(around(5).map(([x, y]): Point => [x * outer, y * outer]))
    // the inner corners point away from the tips
    const notches = placed(around(5).map(([x, y]): Point => [-x * inner, -y * inner]))
    const corners = tips.flatMap((tip, i) => [tip, notches[(i + 3) % 5]])
    const whole = polygon(corners)
    canvas.part(whole, ramp, { shadow: 0, light: 0 })
    const middle: Point = [0, 0.9]
    tips.forEach((tip, i) => {
      const left = polygon([middle, tip, notches[(i + 2) % 5]])
      const right = polygon([middle, tip, notches[(i + 3) % 5]])
      canvas.part(both(whole, left), ramp, { tone: i === 2 || i === 3 ? 1 : 2 })
      canvas.part(both(whole, right), ramp, { tone: i === 4 || i === 0 ? 1 : 0 })
    })
    if (chance.maybe(0.45)) {
      const high = Math.max(2, 2.2 * canvas.pixel)
      const eye = ellipse(canvas.snap(-2.1), 0.3, 0.75 * canvas.pixel, high / 2)
      canvas.part(ellipse(0, 0.9, inner * 0.8), ramp, { shadow: 0, light: 0 })
      canvas.part(mirrored(eye), pupil, { tone: 1 })
    } else if (chance.maybe(0.6)) {
      canvas.part(ellipse(-1.6, -1, 1.1 * canvas.pixel), ramp, { tone: 3 })
    }
  },
}
