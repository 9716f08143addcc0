/** What one may begin with instead of an empty sheet: a built-in image, or one's own. */

import type { GivenFile } from '../../compute/protocol.ts'
import { DropZone } from '../../parts/drop-zone.tsx'
import { Button } from '../../parts/fields.tsx'
import { ImageGrid } from '../../parts/image-grid.tsx'
import { narrow } from '../../parts/narrow.ts'
import { RefusedFiles } from '../../parts/refused-files.tsx'
import { invert, isBlank } from './sheet.ts'
import { examples, hand, kind, putExample, putFile, refusal } from './starts.ts'
import { words } from './words.ts'

function Examples() {
  const { [kind.value]: of } = words().examples
  return (
    <>
      <div class="row spread">
        <span class="hint">{of.start}</span>
        <Button kind="plain" onClick={() => hand.value++}>
          {of.others}
        </Button>
      </div>
      {examples.value && (
        <ImageGrid
          images={examples.value}
          label={of.start}
          columns={narrow.value ? 5 : 10}
          scale={2}
          pickLabel={of.pick}
          onPick={putExample}
        />
      )}
    </>
  )
}

export function Beginnings() {
  const { drop, choose, invert: swap, invertHint } = words()
  const { [kind.value]: hint } = invertHint
  const take = ([first]: readonly GivenFile[]) => void putFile(first)
  return (
    <div class="stack">
      <Examples />
      <DropZone choose={choose} onFiles={take} small>
        <span class="hint">{drop}</span>
      </DropZone>
      <RefusedFiles refusal={refusal.value} />
      <div class="row">
        <Button disabled={isBlank.value} onClick={invert}>
          {swap[kind.value]}
        </Button>
        {hint && <span class="hint">{hint}</span>}
      </div>
    </div>
  )
}
