/** What one may begin with instead of an empty sheet: a digit, or an image of one's own. */

import type { GivenFile } from '../../compute/protocol.ts'
import { DropZone } from '../../parts/drop-zone.tsx'
import { Button } from '../../parts/fields.tsx'
import { ImageGrid } from '../../parts/image-grid.tsx'
import { narrow } from '../../parts/narrow.ts'
import { RefusedFiles } from '../../parts/refused-files.tsx'
import { invert, isBlank } from './sheet.ts'
import { digits, hand, putDigit, putFile, refusal } from './starts.ts'
import { words } from './words.ts'

function Digits() {
  const { start, digit, anotherHand } = words()
  return (
    <>
      <div class="row spread">
        <span class="hint">{start}</span>
        <Button kind="plain" onClick={() => hand.value++}>
          {anotherHand}
        </Button>
      </div>
      {digits.value && (
        <ImageGrid
          images={digits.value}
          label={start}
          columns={narrow.value ? 5 : 10}
          scale={2}
          pickLabel={digit}
          onPick={putDigit}
        />
      )}
    </>
  )
}

export function Beginnings() {
  const { drop, choose, invert: swap, invertHint } = words()
  const take = ([first]: readonly GivenFile[]) => void putFile(first)
  return (
    <div class="stack">
      <Digits />
      <DropZone choose={choose} onFiles={take} small>
        <span class="hint">{drop}</span>
      </DropZone>
      <RefusedFiles refusal={refusal.value} />
      <div class="row">
        <Button disabled={isBlank.value} onClick={invert}>
          {swap}
        </Button>
        <span class="hint">{invertHint}</span>
      </div>
    </div>
  )
}
