/** `sprites`: pixel art with transparency, made here. */

import { colour, size, whole } from '../../base/option-specs.ts'
import { backgroundSpec, KEEP } from '../background.ts'
import { LARGEST_IMAGE } from '../source.ts'
import { SMALLEST_SPRITES, sprites, spritesDefaults, spritesInSlices } from '../sprites.ts'
import { drawnSource, MOST_DRAWN } from './made.ts'

/** What is drawn where nothing else is asked for. */
const options = {
  count: whole({
    ...{ min: 1, max: MOST_DRAWN, default: spritesDefaults.count, flag: 'data-count' },
    help: 'how many are drawn',
  }),
  imageSize: size({
    each: { whole: true, min: SMALLEST_SPRITES, max: LARGEST_IMAGE },
    ...{ default: spritesDefaults.imageSize, flag: 'image-size' },
    help: 'pixels a side, or width and height',
  }),
  background: colour({ default: KEEP, or: [KEEP], help: backgroundSpec.help }),
  seed: whole({ min: 0, default: 0, help: 'what the drawings depend on' }),
} as const

export const spritesSource = drawnSource({
  name: 'sprites',
  help: 'pixel art of 10 classes with transparency, made here',
  options,
  channels: ({ background = KEEP }) => (background === KEEP ? 4 : 3),
  draw: ({ seed, imageSize, background, first, count, signal }, onProgress) =>
    spritesInSlices({ seed, imageSize, background, first, count }, { signal, onProgress }),
  one: (index, { seed, imageSize, background }) =>
    sprites({ seed, imageSize, background, first: index, count: 1 }),
})
