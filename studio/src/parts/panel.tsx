/** One picture, shown large, with what it is below; a place for it as long as it is not there. */

import type { Pictures } from '../atelier/protocol.ts'
import { PictureGrid } from './picture-grid.tsx'

interface PanelProps {
  readonly label: string
  readonly pictures: Pictures | undefined
}

export function Panel({ label, pictures }: PanelProps) {
  return (
    <figure class="panel">
      {pictures ? (
        <PictureGrid {...{ label, pictures }} scale={8} />
      ) : (
        <div class="pictures blank" aria-hidden="true" />
      )}
      <figcaption class="caption">{label}</figcaption>
    </figure>
  )
}
