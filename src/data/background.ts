/** What is behind images that are transparent: a colour, or nothing where their alpha is kept. */

import { type Colour, colourOf } from '../base/colour.ts'
import { colour } from '../base/option-specs.ts'
import { checkOption, fits } from '../base/options.ts'
import { hasAlpha, over, type Raster } from '../formats/raster.ts'

export const KEEP = 'keep'

export const backgroundSpec = colour({
  ...{ default: 'white', or: [KEEP] },
  help: 'what transparent images are laid over; keep gives the images an alpha channel',
})

/** Whether a word is a colour or `keep`. */
export const isBackground = (word: string): boolean => fits(backgroundSpec, word)

/** @throws {DdpmError} `option.out-of-range` where a word is not a colour and not `keep` */
export function backgroundOf(word: string = backgroundSpec.default): Colour | typeof KEEP {
  if (word === KEEP) return KEEP
  checkOption('the images', 'background', backgroundSpec, word)
  return colourOf(word)!
}

/** Colours that nobody sees are 0, so that images which look alike are alike. */
function withoutHidden(raster: Raster): Raster {
  const { channels } = raster
  const data = raster.data.slice()
  for (let at = 0; at < data.length; at += channels) {
    if (data[at + channels - 1] === 0) data.fill(0, at, at + channels)
  }
  return { ...raster, data }
}

/** An image as a set with this background has it. */
export function onBackground(raster: Raster, background: Colour | typeof KEEP): Raster {
  if (!hasAlpha(raster.channels)) return raster
  return background === KEEP ? withoutHidden(raster) : over(raster, background)
}
