/** One image, shown large, with what it is below; a place for it as long as it is not there. */

import type { Images } from '../compute/protocol.ts'
import { ImageGrid } from './image-grid.tsx'

interface PanelProps {
  readonly label: string
  readonly images: Images | undefined
}

export function Panel({ label, images }: PanelProps) {
  return (
    <figure class="panel">
      {images ? (
        <ImageGrid {...{ label, images }} scale={8} />
      ) : (
        <div class="images blank" aria-hidden="true" />
      )}
      <figcaption class="caption">{label}</figcaption>
    </figure>
  )
}
