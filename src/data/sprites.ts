/** Pixel art made from nothing but a seed: colours, transparency and classes without a download. */

import type { ImageSize } from '../base/image-size.ts'
import { type RandomStream, streams } from '../engine/random.ts'
import { over } from '../formats/raster.ts'
import { backgroundOf, KEEP } from './background.ts'
import type { Dataset } from './dataset.ts'
import { type Drawer, drawn, drawnInSlices, type Sheet, type SlicesOptions } from './drawn.ts'
import { drawnError } from './errors/drawn.ts'
import { drawSprite } from './sprites/draw.ts'
import { drawings } from './sprites/drawings.ts'

/** What is drawn. */
export interface SpritesOptions {
  /** How many images; 20,000 by default. */
  readonly count?: number | undefined
  readonly seed?: number | undefined
  /** Number of the first image; 0 by default. */
  readonly first?: number | undefined
  /**
   * Pixels of each side, at least 16; 24 by default. A sprite fills the square in the middle; above 32
   * its pixels are whole squares of 2 x 2 and more.
   */
  readonly imageSize?: ImageSize | undefined
  /** A colour in words that the sprites are laid over, or `keep`, the default, for an alpha channel. */
  readonly background?: string | undefined
}

/** Below this the features of a sprite touch. */
export const SMALLEST_SPRITES = 16
/** Images of a set where nothing else is asked for, and the pixels of a side. */
export const spritesDefaults = { count: 20_000, imageSize: 24 } as const

const CHANNELS = 4
/** Pixels that a sprite is drawn on, at most: larger ones enlarge it. */
const MOST_PIXELS = 32

/** Draws a sprite into the square in the middle, each of its pixels a square of whole pixels. */
function drawInto({ bytes, offset, width, height }: Sheet, label: number, random: RandomStream) {
  const side = Math.min(width, height)
  const scale = Math.ceil(side / MOST_PIXELS)
  const size = Math.floor(side / scale)
  const sprite = drawSprite(drawings[label], size, random)
  const [left, top] = [(width - size * scale) >> 1, (height - size * scale) >> 1]
  for (let y = 0; y < size * scale; y++) {
    for (let x = 0; x < size * scale; x++) {
      const from = (Math.floor(y / scale) * size + Math.floor(x / scale)) * CHANNELS
      const to = offset + ((top + y) * width + left + x) * CHANNELS
      for (let channel = 0; channel < CHANNELS; channel++)
        bytes[to + channel] = sprite[from + channel]
    }
  }
}

const transparent: Drawer = {
  ...{ name: 'sprites', channels: CHANNELS, smallest: SMALLEST_SPRITES, stream: streams.sprites },
  classes: drawings.map(({ name }) => name),
  draw: drawInto,
  refuse: (option, value, least) => drawnError('sprites.option-invalid', { option, value, least }),
}

/** Sprites without alpha. @throws {DdpmError} `option.out-of-range` where the word is not a colour */
function drawerOn(background: string): Drawer {
  const colour = backgroundOf(background)
  if (colour === KEEP) return transparent
  return {
    ...{ ...transparent, channels: 3 },
    draw({ bytes, offset, width, height }, label, random) {
      const data = new Uint8Array(width * height * CHANNELS)
      drawInto({ bytes: data, offset: 0, width, height }, label, random)
      bytes.set(over({ width, height, channels: CHANNELS, data }, colour).data, offset)
    },
  }
}

function parts({ background = KEEP, ...options }: SpritesOptions) {
  const { count = spritesDefaults.count, imageSize = spritesDefaults.imageSize } = options
  return [drawerOn(background), { ...options, count, imageSize }] as const
}

/**
 * Sprites of 10 classes such as fish, heart and potion, (count, height, width, 4), labelled: colours and
 * a straight alpha. Image i, counted from `first`, depends on `seed`, the size and its number alone, to
 * the bit, on every machine.
 * @throws {DdpmError} `sprites.option-invalid`; `option.out-of-range` of a background
 */
export const sprites = (options: SpritesOptions = {}): Dataset => drawn(...parts(options))

/**
 * The same sprites, drawn in slices of some 20 ms, so that the event loop keeps turning.
 * @throws {DdpmError} as `sprites`; the signal's reason once it is aborted
 */
export const spritesInSlices = async (
  options: SpritesOptions = {},
  slices?: SlicesOptions,
): Promise<Dataset> => await drawnInSlices(...parts(options), slices)
