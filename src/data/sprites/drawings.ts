/** Every class of sprites, in the order of their numbers. */

import type { Drawing } from './drawings/drawing.ts'
import { fish } from './drawings/fish.ts'
import { flower } from './drawings/flower.ts'
import { ghost } from './drawings/ghost.ts'
import { heart } from './drawings/heart.ts'
import { house } from './drawings/house.ts'
import { mushroom } from './drawings/mushroom.ts'
import { potion } from './drawings/potion.ts'
import { star } from './drawings/star.ts'
import { sword } from './drawings/sword.ts'
import { tree } from './drawings/tree.ts'

export const drawings: readonly Drawing[] = [
  ...[fish, flower, ghost, heart, house],
  ...[mushroom, potion, star, sword, tree],
]
