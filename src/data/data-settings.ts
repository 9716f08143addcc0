/** What a run keeps of how its images are made or read, by the run's names for it. */

import type { ImageSize } from '../base/image-size.ts'
import type { Fit, Resize } from './preparation.ts'
import type { LoadOptions } from './source.ts'

export interface DataSettings {
  /** How many of the images that are made here. */
  readonly dataCount?: number | undefined
  /**
   * Pixels a side, or width and height, to which images in a folder are brought, and of those made here;
   * other data has its own.
   */
  readonly imageSize?: ImageSize | undefined
  /** What transparent images are laid over: a colour in words, or `keep`. Default `white`. */
  readonly background?: string | undefined
  /** What is kept of images of other proportions. Default `crop`: their middle. */
  readonly fit?: Fit | undefined
  /** How images are resized: `area` (the default) by means, `nearest` keeps pixel art sharp. */
  readonly resize?: Resize | undefined
}

/** What `LoadOptions` calls each. */
export const loadOptionNames = {
  dataCount: 'count',
  imageSize: 'imageSize',
  background: 'background',
  fit: 'fit',
  resize: 'resize',
} as const satisfies { readonly [K in keyof Required<DataSettings>]: keyof LoadOptions }

/** The settings as options of loading. */
export const loadOptionsOf = ({ dataCount: count, ...settings }: DataSettings) => {
  const { imageSize, background, fit, resize } = settings
  return { count, imageSize, background, fit, resize }
}
