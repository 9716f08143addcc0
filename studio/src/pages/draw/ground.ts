/** What a model's images stand on: so a drawing for it begins. */

import { colourOf, WHITE } from '../../../../src/base/colour.ts'
import { hasAlpha } from '../../../../src/formats/raster.ts'
import type { ModelInfo } from '../../compute/protocol.ts'
import type { Pixel } from './sheet.ts'

/**
 * Nothing where images can be transparent. Else the background that the model's file names; where it names
 * none, white for images of colour and black for grey ones, as digits have.
 */
export function groundFor({
  imageShape: [, , channels],
  preparation,
}: Pick<ModelInfo, 'imageShape' | 'preparation'>): Pixel {
  if (hasAlpha(channels)) return new Array<number>(channels).fill(0)
  const named = preparation?.background ?? (channels < 3 ? 'black' : 'white')
  return (colourOf(named) ?? WHITE).slice(0, channels)
}
