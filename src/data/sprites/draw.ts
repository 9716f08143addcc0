/** One sprite: a drawing, in a size and at a place of its own, half of them facing the other way. */

import type { RandomStream } from '../../engine/random.ts'
import { Canvas } from './canvas.ts'
import { Chance } from './chance.ts'
import type { Drawing } from './drawings/drawing.ts'

/** The smallest share of its sheet that a drawing takes. */
const SMALLEST = 0.86
/** How far a sprite is moved, at most, as a share of its sheet. */
const REACH = 1 / 16

/** (size, size, RGBA) bytes. Everything about it is drawn from `random`. */
export function drawSprite(drawing: Drawing, size: number, random: RandomStream): Uint8Array {
  const chance = new Chance(random)
  const canvas = new Canvas(size, chance.between(SMALLEST, 1))
  const flip = drawing.flips === true && chance.maybe(0.5)
  const [right, down] = [chance.between(-1, 1), chance.between(-1, 1)]
  drawing.draw(canvas, chance)
  const reach = size * REACH
  return canvas.finish({ flip, right: Math.round(right * reach), down: Math.round(down * reach) })
}
