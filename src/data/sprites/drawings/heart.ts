/** Hearts, some with a shine, a crack or a band of another tone. */

import { hues, rampFrom } from '../palette.ts'
import { both, column, ellipse, mirrored, polygon, union } from '../shapes.ts'
import type { Drawing } from './drawing.ts'

export const heart: Drawing = {
  name: 'heart',
  draw(canvas, chance) {
    const ramp = rampFrom(chance, chance.maybe(0.5) ? hues.red : hues.bright)
    const apart = chance.between(4.2, 5)
    const radius = apart + chance.between(0.3, 0.8)
    const top = chance.between(-5, -3.6)
    const tip = chance.between(8.6, 10.2)
    const belly = chance.between(1.35, 1.9)
    const broad = apart + radius
    const lobes = mirrored(ellipse(-apart, top, radius))
    const body = column([top, tip], (t) => broad * (1 - t ** 2 * (2 - belly) - t * (belly - 1)))
    canvas.part(union(lobes, body), ramp, { shadow: chance.between(2.2, 3.4), light: 1.1 })
    if (chance.maybe(0.75)) {
      const [x, y] = [-apart - 0.6, top - 1.2]
      canvas.part(ellipse(x, y, chance.between(1.5, 2.2), 1.5), ramp, { tone: 3 })
    }
    if (chance.maybe(0.15)) {
      const crack = polygon([
        [-1, -12],
        [1.6, -12],
        [0.2, -2.6],
        [2.6, -0.4],
        [0.4, 4.6],
        [0.9, 0.4],
        [-1.6, -2],
      ])
      canvas.part(both(crack, union(lobes, body)), ramp, { tone: 0 })
    }
  },
}
