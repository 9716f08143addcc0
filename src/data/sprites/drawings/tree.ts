/** Trees: leafy ones of clustered crowns, in spring and autumn, with fruit, and firs. */

import type { Canvas } from '../canvas.ts'
import type { Chance } from '../chance.ts'
import { hues, type Ramp, rampFrom } from '../palette.ts'
import { column, ellipse, type Point, polygon, union } from '../shapes.ts'
import type { Drawing } from './drawing.ts'

function trunk(canvas: Canvas, chance: Chance, top: number): void {
  const thick = chance.between(1.4, 2.2)
  const roots = chance.between(0.2, 0.8)
  const bark = rampFrom(chance, hues.wood)
  canvas.part(
    column([top, 10.6], (t) => thick * (1 + roots * t ** 5)),
    bark,
    { shadow: 1.4 },
  )
}

/** Fruit or blossoms, where leaves are. */
function fruit(canvas: Canvas, chance: Chance, leaves: Ramp, places: readonly Point[]): void {
  const ripe = rampFrom(chance, [...hues.red, ...hues.gold, ...hues.blossom])
  const radius = Math.max(0.9, 0.7 * canvas.pixel)
  for (const [x, y] of places) {
    if (!chance.maybe(0.75)) continue
    const [dx, dy] = [chance.between(-0.8, 0.8), chance.between(-0.8, 0.8)]
    canvas.part(ellipse(x + dx, y + dy, radius), ripe, { on: leaves, shadow: 0, light: 0.8 })
  }
}

function leafy(canvas: Canvas, chance: Chance): void {
  trunk(canvas, chance, 0)
  const kind = chance.pick([hues.green, hues.green, hues.autumn, hues.blossom])
  const leaves = rampFrom(chance, kind)
  const broad = chance.between(5.2, 6.4)
  const r = () => chance.between(3.6, 4.6)
  const crown: readonly [number, number, number][] = [
    [-broad, chance.between(-1, 1), r()],
    [broad, chance.between(-1, 1), r()],
    [0, chance.between(0, 1.4), r() + 0.6],
    [chance.between(-3.6, -2.6), -5 + chance.between(-1, 0), r()],
    [chance.between(2.6, 3.6), -5 + chance.between(-1, 0), r()],
    [chance.between(-1.5, 0), -3.4, r() + 0.8],
  ]
  canvas.part(union(...crown.map(([x, y, radius]) => ellipse(x, y, radius))), leaves, {
    ...{ edge: true, shadow: 3, light: 0 },
  })
  // each cluster catches the light
  for (const [x, y, radius] of crown.slice(2)) {
    const lit = ellipse(x - 0.9, y - radius * 0.36, radius * 0.62, radius * 0.46)
    canvas.part(lit, leaves, { on: leaves, tone: 2 })
  }
  if (chance.maybe(0.45)) {
    fruit(canvas, chance, leaves, [
      [-5, 0.6],
      [0, 1.6],
      [5, 0.4],
      [-2.6, -5],
      [3, -4.6],
      [0, -2],
    ])
  }
}

function fir(canvas: Canvas, chance: Chance): void {
  trunk(canvas, chance, 4)
  const needles = rampFrom(chance, hues.green)
  const tiers = chance.pick([3, 3, 4])
  const broad = chance.between(7.2, 9)
  const lean = chance.between(0.1, 0.2)
  const isSnowy = chance.maybe(0.3)
  const snow = rampFrom(chance, hues.pale)
  for (let tier = 0; tier < tiers; tier++) {
    // from the lowest up
    const bottom = 6.6 - (tier * 13) / tiers
    const width = broad * (1 - (tier * 0.62) / tiers)
    const top = Math.max(bottom - 21 / tiers, -10.8)
    const shape = polygon([
      [0, top],
      [width, bottom],
      [width * 0.5, bottom + lean * 8],
      [0, bottom],
      [-width * 0.5, bottom + lean * 8],
      [-width, bottom],
    ])
    canvas.part(shape, needles, { edge: tier > 0, shadow: 2.4, light: 1.6 })
    if (isSnowy) {
      const cap = top + (bottom - top) * 0.34
      canvas.part(
        column([top, cap], (t) => width * 0.5 * t + 0.5),
        snow,
        { on: needles, tone: 'kept' },
      )
    }
  }
  if (!isSnowy && chance.maybe(0.25)) {
    canvas.part(ellipse(0, -10, Math.max(1.2, canvas.pixel)), rampFrom(chance, hues.gold), {
      light: 1,
      shadow: 0,
    })
    fruit(canvas, chance, needles, [
      [-2, -3],
      [2.4, -1],
      [-3, 1.6],
      [0.6, 3.6],
      [4.6, 4.8],
      [-5, 5.4],
    ])
  }
}

export const tree: Drawing = {
  name: 'tree',
  flips: true,
  draw(canvas, chance) {
    if (chance.maybe(0.6)) leafy(canvas, chance)
    else fir(canvas, chance)
  },
}
