/** Images whose camera was not held upright. */

import { expect, test } from 'vitest'
import { crc32 } from '../../../src/formats/crc32.ts'
import { orientationOf, upright } from '../../../src/formats/orientation.ts'
import { decodePng, encodePng } from '../../../src/formats/png.ts'
import type { Raster } from '../../../src/formats/raster.ts'

/** 1 2 3 over 4 5 6 */
const stored: Raster = { width: 3, height: 2, channels: 1, data: Uint8Array.of(1, 2, 3, 4, 5, 6) }

/** A TIFF header with one entry, big or little. */
function exifOf(orientation: number, little = false): Uint8Array {
  const view = new DataView(new ArrayBuffer(26))
  view.setUint16(0, little ? 0x4949 : 0x4d4d)
  view.setUint16(2, 42, little)
  view.setUint32(4, 8, little)
  view.setUint16(8, 1, little)
  view.setUint16(10, 0x0112, little)
  view.setUint16(12, 3, little)
  view.setUint32(14, 1, little)
  view.setUint16(18, orientation, little)
  return new Uint8Array(view.buffer)
}

function withExif(exif: Uint8Array): Uint8Array {
  const png = encodePng(stored)
  const chunk = new Uint8Array(exif.length + 12)
  chunk.set([0, 0, 0, exif.length, ...new TextEncoder().encode('eXIf'), ...exif])
  new DataView(chunk.buffer).setUint32(chunk.length - 4, crc32(chunk.subarray(4, -4)))
  const afterHeader = 8 + 25
  return Uint8Array.of(...png.subarray(0, afterHeader), ...chunk, ...png.subarray(afterHeader))
}

test.each([
  [1, [1, 2, 3, 4, 5, 6], 3],
  [2, [3, 2, 1, 6, 5, 4], 3],
  [3, [6, 5, 4, 3, 2, 1], 3],
  [4, [4, 5, 6, 1, 2, 3], 3],
  [5, [1, 4, 2, 5, 3, 6], 2],
  [6, [4, 1, 5, 2, 6, 3], 2],
  [7, [6, 3, 5, 2, 4, 1], 2],
  [8, [3, 6, 2, 5, 1, 4], 2],
])('orientation %i is shown as a viewer shows it', (orientation, shown, width) => {
  for (const little of [false, true]) {
    const { data, ...size } = decodePng(withExif(exifOf(orientation, little)))
    expect([...data]).toEqual(shown)
    expect(size).toMatchObject({ width, height: 6 / width })
  }
})

test('what says nothing of it stays as it is', () => {
  for (const exif of [new Uint8Array(0), exifOf(0), exifOf(9), exifOf(6).subarray(0, 20)]) {
    expect(upright(stored, orientationOf(exif))).toEqual(stored)
  }
})
