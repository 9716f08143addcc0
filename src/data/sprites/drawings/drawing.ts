/** What a class of sprites is: one file each, listed in `../drawings.ts`. */

import type { Canvas } from '../canvas.ts'
import type { Chance } from '../chance.ts'

export interface Drawing {
  readonly name: string
  /** Whether half of them face the other way. */
  readonly flips?: boolean
  /** Draws one, within 11 of the middle, so that there is room for the outline. */
  draw(canvas: Canvas, chance: Chance): void
}
