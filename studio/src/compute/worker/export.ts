/** Images as files to take along: a grid as PNG, its states as GIF. */

import { encodePng } from '../../../../src/formats/png.ts'
import { denoisingGif } from '../../../../src/images/animation.ts'
import { grid } from '../../../../src/images/grid.ts'
import type { Calls, Images } from '../protocol.ts'
import { valuesOf } from '../values.ts'

/** About as wide as an image in a file. */
const WIDTH = 96

const scaleOf = ({ shape: [, , width] }: Images) => Math.max(1, Math.round(WIDTH / width))

export function encodeGrid({ images, columns, names: labels }: Calls['png']['input']): Uint8Array {
  return encodePng(grid(valuesOf(images), { columns, labels, scale: scaleOf(images) }))
}

/** Half as large as the PNG: every frame is an image. */
export function encodeAnimation({ frames, columns }: Calls['gif']['input']): Uint8Array {
  const scale = Math.ceil(scaleOf(frames[0]) / 2)
  return denoisingGif(frames.map(valuesOf), { columns, scale })
}
