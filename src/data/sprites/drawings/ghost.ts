/** Ghosts with wavy hems and faces; some are translucent. */

import type { Canvas } from '../canvas.ts'
import type { Chance } from '../chance.ts'
import { hues, pupil, type Ramp, rampFrom } from '../palette.ts'
import { box, column, ellipse, mirrored, nothing, type Shape, union, without } from '../shapes.ts'
import type { Drawing } from './drawing.ts'

function face(canvas: Canvas, chance: Chance, sheet: Ramp, level: number, gaze: number): void {
  const { pixel } = canvas
  const apart = chance.between(2.6, 3.4)
  const [rx, ry] = [Math.max(1.3, 0.9 * pixel), chance.between(1.6, 2.6)]
  const eyes = union(ellipse(gaze - apart, level, rx, ry), ellipse(gaze + apart, level, rx, ry))
  canvas.part(eyes, pupil, { tone: 1 })
  for (const side of [-apart, apart]) {
    canvas.part(ellipse(gaze + side - 0.6, level - ry * 0.4, 0.55 * pixel), sheet, { tone: 3 })
  }
  const mouth = level + ry + 1.6
  const kind = chance.whole(4)
  if (kind === 0) canvas.part(ellipse(gaze, mouth + 0.6, 1.2, 1.5), pupil, { tone: 1 })
  else if (kind === 1) {
    canvas.part(box(gaze - 1.8, mouth, gaze + 1.8, mouth + pixel), pupil, { tone: 1 })
  } else if (kind === 2) {
    const smile = without(ellipse(gaze, mouth, 2.4, 1.9), box(-12, -12, 12, mouth))
    canvas.part(smile, pupil, { tone: 1 })
  }
  if (chance.maybe(0.4)) {
    const cheeks = rampFrom(chance, hues.blossom)
    for (const side of [-1, 1]) {
      const x = gaze + side * (apart + 1.7)
      canvas.part(ellipse(x, level + ry + 0.7, 1.1, 0.8), cheeks, { on: sheet, tone: 1 })
    }
  }
}

/** Scallops along the bottom edge. */
function hem(broad: number, foot: number, count: number, isOdd: boolean): Shape {
  const width = (2 * broad) / count
  const cuts = Array.from({ length: count + 1 }, (_, i) => {
    const x = -broad + width * (i + (isOdd ? 0.5 : 0))
    return ellipse(x, foot + 0.8, width * 0.34, 3)
  })
  return union(...cuts)
}

export const ghost: Drawing = {
  name: 'ghost',
  flips: true,
  draw(canvas, chance) {
    const sheet = rampFrom(chance, chance.maybe(0.7) ? hues.pale : hues.bright)
    const broad = chance.between(7, 8.8)
    const top = chance.between(-10.4, -8.8)
    const foot = chance.between(9, 10.4)
    const spread = chance.between(-0.4, 1.2)
    const round = (2 * broad) / (foot - top)
    const dome = (t: number) => Math.sqrt(Math.max(0, 1 - (1 - Math.min(t / (round / 2), 1)) ** 2))
    const robe = column([top, foot], (t) => broad * dome(t) + spread * t * t)
    const alpha = chance.maybe(0.3) ? 208 : 255
    const cloth = without(robe, hem(broad + spread, foot, chance.pick([3, 4]), chance.maybe(0.5)))
    const arms = chance.maybe(0.4)
      ? mirrored(ellipse(-broad - 0.2, chance.between(0, 2), 1.9, 1.5))
      : nothing
    canvas.part(union(cloth, arms), sheet, { shadow: 2.6, light: 1.3, alpha })
    face(canvas, chance, sheet, chance.between(-4, -2.4), chance.between(0, 1.4))
  },
}
