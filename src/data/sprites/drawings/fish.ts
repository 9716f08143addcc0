/** Fish with tails, fins and stripes. */

import { eyeWhite, hues, pupil, rampFrom } from '../palette.ts'
import { box, ellipse, polygon, stroke, union } from '../shapes.ts'
import type { Drawing } from './drawing.ts'

export const fish: Drawing = {
  name: 'fish',
  flips: true,
  draw(canvas, chance) {
    const body = rampFrom(chance, hues.bright)
    const fins = rampFrom(chance, hues.bright)
    const long = chance.between(6.4, 7.6)
    const high = chance.between(4.2, 6.4)
    const nose = 10.4
    const middle = nose - long
    const end = middle - long
    const tail = chance.between(4.2, 6)
    canvas.part(
      polygon([
        [end + 2.6, -0.2],
        [-10.6, -tail],
        [-10.2 + chance.between(1, 2.6), 0],
        [-10.6, tail],
        [end + 2.6, 0.2],
      ]),
      fins,
      { shadow: 2, light: 1.2 },
    )
    const back = chance.between(2.4, 4.2)
    canvas.part(
      union(
        polygon([
          [middle + 3.4, -high + 1.4],
          [middle - 1, -high - back],
          [middle - 4.8, -high - back * 0.6],
          [middle - 4.6, -high + 2.4],
        ]),
        polygon([
          [middle + 1, high - 1],
          [middle - 2, high + back * 0.8],
          [middle - 4, high - 1.6],
        ]),
      ),
      fins,
      { shadow: 0, light: 1.2 },
    )
    const trunk = union(
      ellipse(middle, 0, long, high),
      polygon([
        [end - 0.6, -1.5],
        [middle - 2, -high * 0.86],
        [middle - 2, high * 0.86],
        [end - 0.6, 1.5],
      ]),
    )
    canvas.part(trunk, body, { edge: true, shadow: high * 0.48, light: 1.4 })
    const pattern = chance.whole(3)
    if (pattern === 0) {
      const stripes = rampFrom(chance, [...hues.cream, ...hues.bright])
      for (const x of [middle - 4.6, middle - 0.8]) {
        canvas.part(box(x, -12, x + chance.between(1.4, 2.2), 12), stripes, {
          on: body,
          tone: 'kept',
        })
      }
    } else if (pattern === 1) {
      const belly = rampFrom(chance, hues.cream)
      canvas.part(ellipse(middle, high, long * 0.9, high * 0.85), belly, { on: body, tone: 1 })
    }
    const eyeX = middle + long * 0.42
    const eyeY = -high * 0.22
    canvas.part(ellipse(eyeX, eyeY, Math.max(1.9, 1.15 * canvas.pixel)), eyeWhite, { tone: 1 })
    canvas.part(ellipse(eyeX + 0.5, eyeY, Math.max(0.95, 0.6 * canvas.pixel)), pupil, { tone: 1 })
    const wing = stroke([middle + 0.8, 1], [middle - 2.2, chance.between(1.6, 2.6)], 0.6, 1.5)
    canvas.part(wing, fins, { edge: true, shadow: 0, light: 1 })
    if (chance.maybe(0.3))
      canvas.part(box(nose - 2.2, high * 0.26, nose - 0.6, high * 0.26 + 1), body, { tone: 0 })
  },
}
