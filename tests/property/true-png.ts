/** PNG files whose frame is right, with anything in it: damage gets past the checksums. */

import fc from 'fast-check'
import { zlibSync } from 'fflate'
import { framed } from '../../src/formats/png-chunk.ts'
import { type PngHeader, SIGNATURE, sizeUnpacked } from '../../src/formats/png-header.ts'

const CHANNELS = [1, 1, 3, 1, 2, 1, 4] as const
const sides = fc.oneof(
  fc.integer({ min: 0, max: 12 }),
  fc.constantFrom(65535, 2 ** 31, 2 ** 32 - 1),
)

const headers = fc.record({
  width: sides,
  height: sides,
  depth: fc.constantFrom(1, 2, 4, 8, 16, 3),
  colourType: fc.constantFrom(0, 2, 3, 4, 6, 5),
  interlace: fc.constantFrom(0, 0, 1, 2),
})

type Header = typeof headers extends fc.Arbitrary<infer Value> ? Value : never

function headerOf({ width, height, depth, colourType, interlace }: Header): Uint8Array {
  const content = new Uint8Array(13)
  const view = new DataView(content.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  content.set([depth, colourType, 0, 0, interlace], 8)
  return content
}

/** As many rows as the header says, or few where it says too many. */
function rowsOf(header: Header, filter: number): Uint8Array {
  const { width, height, depth, colourType, interlace } = header
  const channels = CHANNELS[colourType]
  const interlaced = interlace === 1
  const layout: PngHeader = { width, height, depth, channels, indexed: false, interlaced }
  const size = sizeUnpacked(layout)
  const rows = new Uint8Array(Math.min(size, 5000)).fill(filter)
  for (let i = 0; i < rows.length; i++) rows[i] = (rows[i] + (i % 7 ? i * 31 : 0)) & 255
  return rows
}

/** Colours, transparency and orientation, fitting or not. */
const extras = fc.array(
  fc.tuple(
    fc.constantFrom('PLTE', 'tRNS', 'eXIf', 'tEXt', 'IHDR'),
    fc.uint8Array({ maxLength: 40 }),
  ),
  { maxLength: 3 },
)

export const truePngs: fc.Arbitrary<Uint8Array> = fc
  .record({ header: headers, filter: fc.nat(5), extras, more: fc.integer({ min: -2, max: 2 }) })
  .map(({ header, filter, extras: others, more }) => {
    const rows = rowsOf(header, filter)
    const data = more < 0 ? rows.subarray(0, Math.max(0, rows.length + more)) : rows
    const chunks = [
      framed('IHDR', headerOf(header)),
      ...others.map(([type, content]) => framed(type, content)),
      framed('IDAT', zlibSync(data)),
      framed('IEND', new Uint8Array(0)),
    ]
    return Uint8Array.from([...SIGNATURE, ...chunks.flatMap((chunk) => [...chunk])])
  })
