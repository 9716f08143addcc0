/** Draws the built-in images. */

import type { Dataset } from '../../../../src/data/dataset.ts'
import { digits } from '../../../../src/data/digits.ts'
import { sprites } from '../../../../src/data/sprites.ts'
import type { BuiltIn } from '../built-in.ts'

const draw = { digits, sprites } as const

/** So many images, from the first on. */
export const drawBuiltIn = ({ name, count }: BuiltIn): Dataset => draw[name]({ count })

/** How earlier versions of the page have stored that they were digits. */
export interface OldBuiltIn {
  readonly digits: number
}

/** What is stored of a training's images, as images. */
export function storedImages(stored: Dataset | BuiltIn | OldBuiltIn): Dataset {
  if ('digits' in stored) return drawBuiltIn({ name: 'digits', count: stored.digits })
  return 'images' in stored ? stored : drawBuiltIn(stored)
}
