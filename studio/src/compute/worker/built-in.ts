/** Draws the built-in images. */

import type { Dataset } from '../../../../src/data/dataset.ts'
import { type DigitsOptions, digits } from '../../../../src/data/digits.ts'
import type { SpritesOptions } from '../../../../src/data/sprites.ts'
import { hasAlpha } from '../../../../src/formats/raster.ts'
import type { BuiltIn } from '../built-in.ts'
import type { Calls, Images } from '../protocol.ts'

const draw = {
  digits: async ({ background: _, ...options }: SpritesOptions & DigitsOptions) => digits(options),
  /** Loaded where they are asked for. */
  sprites: async (options: SpritesOptions) =>
    (await import('../../../../src/data/sprites.ts')).sprites(options),
} as const

/** So many images, from the first on. */
export const drawBuiltIn = ({ name, count }: BuiltIn): Promise<Dataset> => draw[name]({ count })

/** Classes of both. */
const CLASSES = 10
/** Enough that each class is among them; the first of each is taken. */
const DRAWN = 200

export async function drawExamples({
  name,
  channels,
  background,
  ...options
}: Calls['examples']['input']): Promise<Images> {
  const behind = hasAlpha(channels) ? {} : { background }
  const all = await draw[name]({ count: DRAWN, ...options, ...behind })
  const size = all.height * all.width * all.channels
  const bytes = new Uint8Array(CLASSES * size)
  for (let label = 0; label < CLASSES; label++) {
    const first = Math.max(0, all.labels!.indexOf(label)) * size
    bytes.set(all.images.subarray(first, first + size), label * size)
  }
  return { shape: [CLASSES, all.height, all.width, all.channels], bytes }
}

/** How earlier versions of the page have stored that they were digits. */
export interface OldBuiltIn {
  readonly digits: number
}

/** What is stored of a training's images, as images. */
export async function storedImages(stored: Dataset | BuiltIn | OldBuiltIn): Promise<Dataset> {
  if ('digits' in stored) return await drawBuiltIn({ name: 'digits', count: stored.digits })
  return 'images' in stored ? stored : await drawBuiltIn(stored)
}
