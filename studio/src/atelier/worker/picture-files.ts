/** Pictures as files to take along: a grid as PNG, its states as GIF. */

import { denoisingGif, encodePng, grid } from '../../../../src/browser.ts'
import type { Calls, Pictures } from '../protocol.ts'
import { valuesOf } from '../values.ts'

/** About as wide as a picture in a file. */
const WIDTH = 96

const scaleOf = ({ shape: [, , width] }: Pictures) => Math.max(1, Math.round(WIDTH / width))

export function encodeGrid({ pictures, columns }: Calls['png']['input']): Uint8Array {
  return encodePng(grid(valuesOf(pictures), { columns, scale: scaleOf(pictures) }))
}

/** Half as large as the PNG: every frame is a picture. */
export function encodeFilm({ frames, columns }: Calls['gif']['input']): Uint8Array {
  const scale = Math.ceil(scaleOf(frames[0]) / 2)
  return denoisingGif(frames.map(valuesOf), { columns, scale })
}
