/** How images are brought to the size of a set or a model: the options, and what is remembered of them. */

import { choice } from '../base/option-specs.ts'
import { backgroundSpec } from './background.ts'

/** What becomes of an image of other proportions. */
export type Fit = 'crop' | 'pad' | 'stretch'
/** How pixels come about: as means of areas, or each as one of the image's own. */
export type Resize = 'area' | 'nearest'

/** The options of resizing. */
export const resizeSpecs = {
  fit: choice(['crop', 'pad', 'stretch'], {
    default: 'crop',
    meanings: { crop: 'its middle', pad: 'all of it, on the background', stretch: 'distorted' },
    help: 'what is kept of an image of other proportions',
  }),
  resize: choice(['area', 'nearest'], {
    default: 'area',
    meanings: { area: 'means', nearest: 'sharp, for pixel art' },
    help: 'how images are resized',
  }),
} as const

/** How images were brought to the size of a set or a model: what a set remembers, and its model. */
export interface ImagePreparation {
  /** What is behind transparent pixels, and around images that are padded. Default `white`. */
  readonly background?: string | undefined
  /** What becomes of images of other proportions. Default `crop`. */
  readonly fit?: Fit | undefined
  /** Default `area`. */
  readonly resize?: Resize | undefined
}

/** With what holds where nothing was said, so that it holds for ever. */
export const preparationOf = ({ background, fit, resize }: ImagePreparation): ImagePreparation => ({
  background: background ?? backgroundSpec.default,
  fit: fit ?? resizeSpecs.fit.default,
  resize: resize ?? resizeSpecs.resize.default,
})
