/** Flowers on stems with leaves: petals around a heart, or the cup of a tulip. */

import type { Canvas } from '../canvas.ts'
import type { Chance } from '../chance.ts'
import { hues, rampFrom } from '../palette.ts'
import { around, both, box, ellipse, type Point, polygon, stroke, union } from '../shapes.ts'
import type { Drawing } from './drawing.ts'

/** A bent stem with one or two leaves, up to the blossom. */
function stem(canvas: Canvas, chance: Chance, [x, y]: Point): void {
  const green = rampFrom(chance, hues.green)
  const foot: Point = [chance.between(-1, 1), 10.6]
  const bend: Point = [(x + foot[0]) / 2 + chance.between(-0.8, 0.8), (y + foot[1]) / 2]
  const thin = Math.max(0.75, 0.6 * canvas.pixel)
  canvas.part(union(stroke([x, y], bend, thin), stroke(bend, foot, thin)), green, {
    shadow: 0.9,
    light: 0,
  })
  const sides = chance.pick([[-1, 1], [-1, 1], [1], [-1]])
  for (const side of sides) {
    const from: Point = [foot[0], chance.between(9, 9.8)]
    const to: Point = [side * chance.between(4.6, 6.4), chance.between(4.6, 7)]
    const middle: Point = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2 + 0.5]
    const fat = chance.between(1.3, 1.9)
    const leaf = union(stroke(from, middle, 0.6, fat), stroke(middle, to, fat, 0.3))
    canvas.part(leaf, green, { shadow: 1.2, light: 1 })
  }
}

function rosette(canvas: Canvas, chance: Chance, [x, y]: Point): void {
  const petals = rampFrom(chance, [...hues.bright, ...hues.pale, ...hues.blossom])
  const heart = rampFrom(chance, chance.maybe(0.7) ? hues.gold : hues.wood)
  const count = chance.pick([4, 5, 5, 6, 8] as const)
  const radius = { 4: 3.1, 5: 2.75, 6: 2.4, 8: 1.95 }[count] * chance.between(0.92, 1.08)
  const reach = chance.between(3.5, 4)
  const middles = around(count).map(([dx, dy]): Point => [x + dx * reach, y + dy * reach])
  canvas.part(union(...middles.map(([px, py]) => ellipse(px, py, radius))), petals, {
    edge: true,
    shadow: 1.6,
    light: 0,
  })
  for (const [px, py] of middles) {
    const lit = ellipse(px - 0.6, py - 0.7, radius * 0.56)
    canvas.part(lit, petals, { on: petals, tone: 2 })
  }
  canvas.part(ellipse(x, y, chance.between(2, 2.7)), heart, { edge: true, shadow: 1.3, light: 1 })
}

function tulip(canvas: Canvas, chance: Chance, [x, y]: Point): void {
  const petals = rampFrom(chance, [...hues.bright, ...hues.blossom])
  const broad = chance.between(4.4, 5.6)
  const top = y - chance.between(4.4, 5.4)
  const cup = union(
    both(ellipse(x, y - 0.5, broad, 5), box(-12, y - 1.5, 12, 12)),
    polygon([
      [x - broad, y - 1],
      [x - broad + 0.2, top],
      [x - broad * 0.42, y - 2.6],
      [x, top - 0.6],
      [x + broad * 0.42, y - 2.6],
      [x + broad - 0.2, top],
      [x + broad, y - 1],
    ]),
  )
  canvas.part(cup, petals, { edge: true, shadow: 2.2, light: 1.3 })
  const fold = polygon([
    [x, top - 0.2],
    [x + broad * 0.5, y],
    [x, y + 4],
    [x - broad * 0.5, y],
  ])
  canvas.part(fold, petals, { on: petals, tone: 2 })
}

export const flower: Drawing = {
  name: 'flower',
  flips: true,
  draw(canvas, chance) {
    const place: Point = [chance.between(-1, 1), chance.between(-4.8, -3.8)]
    stem(canvas, chance, place)
    if (chance.maybe(0.72)) rosette(canvas, chance, place)
    else tulip(canvas, chance, place)
  },
}
