/** Houses with a roof, a door and windows; some have a chimney. */

import type { Canvas } from '../canvas.ts'
import type { Chance } from '../chance.ts'
import { hues, type Ramp, rampFrom } from '../palette.ts'
import { both, box, ellipse, nothing, type Point, polygon, type Shape, union } from '../shapes.ts'
import type { Drawing } from './drawing.ts'

interface Plan {
  readonly wide: number
  readonly eaves: number
  readonly ridge: number
}

const GROUND = 10.4

/** A gable, or the long side of a roof, with rows of tiles. */
function roof(canvas: Canvas, chance: Chance, { wide, eaves, ridge }: Plan): void {
  const tiles = rampFrom(chance, [...hues.bright, ...hues.wood, ...hues.stone])
  const over = wide + chance.between(1.4, 2.2)
  const flat = chance.maybe(0.4) ? over * chance.between(0.4, 0.6) : 0
  const shape = polygon([
    [-over, eaves],
    [-flat, ridge],
    [flat, ridge],
    [over, eaves],
  ])
  canvas.part(shape, tiles, { edge: true, shadow: 1.6, light: 1.4 })
  const row = Math.max(2.6, 2 * canvas.pixel)
  for (let y = eaves - row; y > ridge + row; y -= row) {
    const line: Shape = both(shape, box(-12, y - canvas.pixel / 2, 12, y + canvas.pixel / 2))
    canvas.part(line, tiles, { on: tiles, tone: 0 })
  }
}

function windowAt(canvas: Canvas, pane: Ramp, frame: Ramp, [x, y]: Point): void {
  const { pixel } = canvas
  const half = Math.max(1.5, 1.4 * pixel)
  canvas.part(box(x - half, y - half, x + half, y + half), pane, {
    edge: true,
    shadow: 0,
    light: 1,
  })
  if (half < 1.5 * pixel + 0.1) return
  canvas.part(union(box(x - pixel / 2, y - half, x + pixel / 2, y + half)), frame, { tone: 0 })
}

function walls(canvas: Canvas, chance: Chance, { wide, eaves }: Plan): void {
  const plaster = rampFrom(chance, [...hues.cream, ...hues.pale, ...hues.stone, ...hues.blossom])
  const wood = rampFrom(chance, [...hues.wood, ...hues.bright])
  const pane = rampFrom(chance, [0x8cd0f0, 0xf8e080])
  canvas.part(box(-wide, eaves - 3, wide, GROUND), plaster, { shadow: 1.6, light: 0 })
  const side = chance.pick([-1, 0, 0, 1])
  const doorX = side * wide * 0.5
  const door = chance.between(1.6, 2.1)
  const high = Math.min(5.4, GROUND - eaves - 1.2)
  const arch = chance.maybe(0.4) ? ellipse(doorX, GROUND - high + 0.4, door, 1.6) : nothing
  canvas.part(union(box(doorX - door, GROUND - high, doorX + door, GROUND), arch), wood, {
    edge: true,
    shadow: 1,
    light: 0.8,
  })
  const level = GROUND - high + 1
  const places = side === 0 ? [-wide * 0.62, wide * 0.62] : [-side * wide * 0.42]
  for (const x of places) windowAt(canvas, pane, wood, [x, level])
}

export const house: Drawing = {
  name: 'house',
  flips: true,
  draw(canvas, chance) {
    const plan = {
      wide: chance.between(6.8, 8.6),
      eaves: chance.between(-1, 1.6),
      ridge: chance.between(-10, -7.6),
    }
    if (chance.maybe(0.6)) {
      const x = chance.between(3.4, plan.wide - 2)
      const brick = rampFrom(chance, [...hues.red, ...hues.stone])
      canvas.part(box(x - 1.4, plan.ridge + chance.between(-0.6, 1), x + 1.4, plan.eaves), brick, {
        shadow: 0,
        light: 1,
      })
    }
    walls(canvas, chance, plan)
    roof(canvas, chance, plan)
  },
}
