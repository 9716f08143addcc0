/** Swords along the diagonal, which pixels draw best. */

import { hues, rampFrom } from '../palette.ts'
import { ellipse, type Point, polygon, type Shape, stroke } from '../shapes.ts'
import type { Drawing } from './drawing.ts'

/** A place by how far it is along the blade, from the pommel to the tip, and how far beside it. */
const along = (way: number, aside = 0): Point => [
  way * 0.5 - 10.2 + aside * 0.7,
  10.2 - way * 0.5 + aside * 0.7,
]

function bladeOf(from: number, to: number, half: number, point: number): readonly [Shape, Shape] {
  const side = (sign: number) =>
    polygon([along(from), along(from, sign * half), along(to - point, sign * half), along(to)])
  return [side(-1), side(1)]
}

export const sword: Drawing = {
  name: 'sword',
  flips: true,
  draw(canvas, chance) {
    const steel = rampFrom(chance, chance.maybe(0.65) ? hues.steel : [...hues.bright, 0x4a4a66])
    const brass = rampFrom(chance, [...hues.gold, ...hues.stone, ...hues.bright])
    const leather = rampFrom(chance, hues.wood)
    const guard = chance.between(9.6, 13)
    const tip = chance.between(36, 40.6)
    const half = chance.between(1.7, 2.9)
    const point = chance.between(3, 6)
    canvas.part(stroke(along(3), along(guard), Math.max(0.9, 0.75 * canvas.pixel)), leather, {
      shadow: 1,
      light: 0.8,
    })
    const [upper, lower] = bladeOf(guard, tip, half, point)
    canvas.part(lower, steel, { tone: 0 })
    canvas.part(upper, steel, { tone: 2 })
    const fuller = chance.whole(3)
    if (fuller === 0)
      canvas.part(stroke(along(guard), along(tip - 8), 0.5 * canvas.pixel), steel, { tone: 1 })
    if (fuller === 1)
      canvas.part(
        stroke(along(guard + 2, -half * 0.6), along(tip - 4, -half * 0.5), 0.5 * canvas.pixel),
        steel,
        { tone: 3 },
      )
    const wide = chance.between(3.4, 5.4)
    const bend = chance.between(-1.5, 2)
    const thick = Math.max(1.1, 0.85 * canvas.pixel)
    for (const sign of [-1, 1]) {
      canvas.part(
        stroke(along(guard), along(guard + bend, sign * wide), thick, thick * 0.85),
        brass,
        { edge: true, shadow: 1, light: 0.8 },
      )
    }
    const gem = chance.maybe(0.5) ? rampFrom(chance, hues.bright) : brass
    canvas.part(ellipse(...along(2), Math.max(1.5, canvas.pixel)), gem, {
      edge: true,
      shadow: 1,
      light: 0.8,
    })
    if (chance.maybe(0.4))
      canvas.part(ellipse(...along(guard), Math.max(1.1, 0.8 * canvas.pixel)), gem, {
        shadow: 0,
        light: 0.8,
      })
  },
}
