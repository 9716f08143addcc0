/**
 * Convolutions that Winograd's algorithm can compute: tiles of every size, alone and mixed, cut off
 * at the border; channels under, at and over what a plane or a panel takes. Some do not divide by 8.
 */

import type { Case } from '../case.ts'
import { convolutionsOf, type Sizes, scatteredOf } from '../convolutions.ts'

const stride1: readonly Sizes[] = [
  [1, 1, 1, 8, 8, 3, 3, 1, 1],
  [2, 2, 3, 8, 24, 3, 3, 1, 1],
  [5, 4, 5, 16, 16, 3, 3, 1, 1],
  [1, 5, 7, 264, 16, 3, 3, 1, 1],
  [2, 7, 7, 24, 40, 3, 3, 1, 1],
  [5, 14, 11, 8, 5, 3, 3, 1, 1],
  [1, 14, 14, 3, 16, 3, 3, 1, 1],
  [2, 28, 28, 16, 8, 3, 3, 1, 1],
  [1, 11, 14, 64, 136, 3, 3, 1, 1],
  [1, 3, 3, 8, 16, 3, 3, 1, 0],
  [5, 11, 7, 24, 24, 3, 3, 1, 0],
  [1, 28, 5, 8, 1, 3, 3, 1, 0],
  [1, 1, 1, 16, 8, 3, 3, 1, 2],
  [2, 12, 13, 8, 264, 3, 3, 1, 2],
]

/** Two sizes of an image give one size of result; of the transpose, both are possible results. */
const stride2: readonly Sizes[] = [
  [1, 1, 1, 8, 8, 3, 3, 2, 1],
  [2, 2, 1, 8, 24, 3, 3, 2, 1],
  [2, 7, 14, 16, 8, 3, 3, 2, 1],
  [1, 28, 27, 8, 3, 3, 3, 2, 1],
  [1, 11, 5, 72, 40, 3, 3, 2, 1],
  [1, 3, 3, 8, 8, 3, 3, 2, 0],
  [5, 28, 11, 16, 24, 3, 3, 2, 0],
  [1, 5, 6, 16, 8, 3, 3, 2, 2],
  [1, 2, 2, 8, 8, 4, 4, 2, 1],
  [2, 3, 2, 8, 24, 4, 4, 2, 1],
  [5, 14, 15, 24, 16, 4, 4, 2, 1],
  [1, 28, 28, 8, 16, 4, 4, 2, 1],
  [1, 4, 7, 264, 8, 4, 4, 2, 1],
  [1, 11, 8, 12, 264, 4, 4, 2, 1],
  [1, 4, 5, 8, 16, 4, 4, 2, 0],
  [2, 28, 23, 16, 1, 4, 4, 2, 0],
  [1, 7, 6, 8, 8, 4, 4, 2, 2],
]

const scattered: readonly Sizes[] = [
  [2, 11, 14, 24, 40, 3, 3, 1, 1],
  [2, 14, 11, 16, 24, 3, 3, 2, 1],
  [2, 11, 14, 72, 8, 4, 4, 2, 1],
]

export const winogradCases: readonly Case[] = [
  ...stride1.flatMap((row) => convolutionsOf(row)),
  ...stride2.flatMap((row) => convolutionsOf(row)),
  ...scattered.flatMap((row) => scatteredOf(row)),
]
