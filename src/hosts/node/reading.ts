/** What Node adds to the reading of images: other kinds than our own, and threads. */

import type { ReadOptions } from '../../data/source.ts'
import { openImageThreads } from './image-threads.ts'
import { sharpDecoder } from './sharp.ts'

export const nodeReading: Pick<ReadOptions, 'decoder' | 'openThreads'> = {
  decoder: sharpDecoder,
  openThreads: openImageThreads,
}
