/** Potions: flasks of several shapes, partly full; the glass above the liquid lets light through. */

import type { Chance } from '../chance.ts'
import { eyeWhite, hues, rampFrom } from '../palette.ts'
import { both, box, column, ellipse, narrowed, type Shape, union, without } from '../shapes.ts'
import type { Drawing } from './drawing.ts'

interface Flask {
  readonly shape: Shape
  readonly bottom: number
  /** Half its width where it is broadest, and where that is. */
  readonly broad: number
  readonly level: number
}

/** Round, as a cone, or square, with its neck. */
function flaskOf(chance: Chance, neck: number, rim: number): Flask {
  const kind = chance.whole(3)
  const bottom = chance.between(9.6, 10.6)
  const tube = box(-neck, rim, neck, bottom - 2)
  if (kind === 0) {
    const radius = chance.between(6.6, 7.8)
    return {
      shape: union(tube, ellipse(0, bottom - radius, radius)),
      bottom,
      broad: radius,
      level: bottom - radius,
    }
  }
  if (kind === 1) {
    const broad = chance.between(7, 8.6)
    const top = rim + chance.between(2.4, 4)
    const cone = column(
      [top, bottom],
      (t) => neck + (broad - neck) * Math.min(t * 1.15, 1) - 1.4 * t ** 14,
    )
    return { shape: union(tube, cone), bottom, broad, level: bottom - 4.6 }
  }
  const broad = chance.between(5, 6.6)
  const top = rim + chance.between(3, 4.4)
  const block = column([top, bottom], (t) => broad - 1.6 * (1 - Math.min(t * 8, 1)) - 1.2 * t ** 16)
  return { shape: union(tube, block), bottom, broad, level: (top + bottom) / 2 }
}

export const potion: Drawing = {
  name: 'potion',
  draw(canvas, chance) {
    const glass = rampFrom(chance, [0xb4d4e4, 0xc4dce8])
    const liquid = rampFrom(chance, hues.bright)
    const cork = rampFrom(chance, hues.wood)
    const neck = chance.between(2, 2.8)
    const rim = chance.between(-7.4, -6)
    const { shape, bottom, broad, level } = flaskOf(chance, neck, rim)
    const { pixel } = canvas
    canvas.part(box(-neck + 0.2, rim - 3.4, neck - 0.2, rim + 1), cork, { shadow: 1, light: 1.2 })
    canvas.part(shape, glass, { edge: true, shadow: 0, light: 1.4, alpha: 150 })
    const surface = level - chance.between(0, 1) * (level - rim - 3)
    const inner = narrowed(shape, pixel * 0.6)
    canvas.part(both(inner, box(-12, surface, 12, bottom - 0.3)), liquid, { shadow: 2.6, light: 0 })
    canvas.part(both(inner, box(-12, surface, 12, surface + pixel)), liquid, { tone: 2 })
    canvas.part(union(box(-neck - 1, rim, neck + 1, rim + Math.max(1.3, pixel))), glass, {
      edge: true,
      shadow: 0,
      light: 0.6,
    })
    for (let i = chance.whole(4); i > 0; i--) {
      const [x, y] = [
        chance.between(-broad * 0.5, broad * 0.6),
        chance.between(surface + 2, bottom - 2),
      ]
      canvas.part(ellipse(x, y, chance.between(0.6, 0.8) * pixel), liquid, { on: liquid, tone: 2 })
    }
    // the light of a window on the glass
    const shine = without(
      ellipse(0, level, broad * 0.8, broad * 0.8),
      ellipse(1.3, level + 1, broad * 0.8, broad * 0.8),
    )
    canvas.part(
      both(both(shape, shine), box(-12, level - broad * 0.5, 0, level + broad * 0.3)),
      eyeWhite,
      { tone: 1 },
    )
  },
}
