/** Draws the built-in images. */

import type { Dataset } from '../../../../src/data/dataset.ts'
import { digits } from '../../../../src/data/digits.ts'
import type { BuiltIn } from '../built-in.ts'

const draw = {
  digits: async (count: number) => digits({ count }),
  /** Loaded where they are asked for. */
  sprites: async (count: number) =>
    (await import('../../../../src/data/sprites.ts')).sprites({ count }),
} as const

/** So many images, from the first on. */
export const drawBuiltIn = ({ name, count }: BuiltIn): Promise<Dataset> => draw[name](count)

/** How earlier versions of the page have stored that they were digits. */
export interface OldBuiltIn {
  readonly digits: number
}

/** What is stored of a training's images, as images. */
export async function storedImages(stored: Dataset | BuiltIn | OldBuiltIn): Promise<Dataset> {
  if ('digits' in stored) return await drawBuiltIn({ name: 'digits', count: stored.digits })
  return 'images' in stored ? stored : await drawBuiltIn(stored)
}
