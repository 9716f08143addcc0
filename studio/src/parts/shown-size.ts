/** The size of images as pages say it. */

import type { ModelInfo } from '../compute/protocol.ts'

/** `48 × 32 × 4`: width, height, channels. */
export const shownSize = ([height, width, channels]: ModelInfo['imageShape']): string =>
  [width, height, channels].join(' × ')
