/** Says how far the loading of images is: each quarter of a download, and other work every so often. */

import type { LoadProgress } from '../data/source.ts'
import { bytes, count } from './terminal/format.ts'

/** What takes less is not worth a line. */
const EVERY_MS = 2000

const words: Record<LoadProgress['stage'], string> = {
  drawing: 'Drawing images',
  downloading: 'Downloading',
  reading: 'Reading images',
}

/**
 * @param notice shows a line
 * @param now milliseconds, by a clock that only goes forward
 */
export function loadNotices(notice: (text: string) => void, now = () => performance.now()) {
  let quarter = -1
  let last = now()
  return ({ stage, done, total }: LoadProgress): void => {
    const isDownload = stage === 'downloading'
    const reached = Math.floor((4 * done) / total)
    if (isDownload ? reached === quarter : now() - last < EVERY_MS) return
    quarter = reached
    last = now()
    const show = isDownload ? bytes : count
    notice(`${words[stage]}: ${show(done)} of ${show(total)}`)
  }
}
