/** zlib streams unpacked by Node's own zlib, which takes half the time of what runs everywhere. */

import { inflateSync } from 'node:zlib'
import type { Inflate } from '../../formats/png.ts'

/** The least that Node takes for a piece of output. */
const LEAST = 64

/** What is damaged, or longer than `most`, is left to the reader itself. */
export const nodeInflate: Inflate = (compressed, most) => {
  try {
    const size = { chunkSize: Math.max(LEAST, most), maxOutputLength: most }
    return inflateSync(compressed, size)
  } catch {
    return undefined
  }
}
