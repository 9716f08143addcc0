/** Where the visitor brings runs, and what is said of what is none. */

import { DropZone } from '../../parts/drop-zone.tsx'
import { kindWords } from '../../parts/file-kind-words.ts'
import { Notice } from '../../parts/notice.tsx'
import { inOneLine } from '../../shell/language.ts'
import { takeFiles, troubles } from './brought.ts'
import type { DropTrouble } from './dropped.ts'
import { words } from './words.ts'

function Trouble({ trouble }: { readonly trouble: DropTrouble }) {
  if (trouble.kind === 'foreign') {
    return inOneLine(words().foreign(trouble.file, kindWords()[trouble.seems]), words().wanted)
  }
  return trouble.kind === 'empty'
    ? words().emptyFile(trouble.file)
    : words().unreadable(trouble.file)
}

export function Bring({ small = false }: { readonly small?: boolean }) {
  return (
    <>
      <DropZone
        several
        small={small}
        choose={words().choose}
        onFiles={(files) => void takeFiles(files)}
      >
        <span class="hint">{small ? words().dropMore : words().drop}</span>
      </DropZone>
      {troubles.value.map((trouble, i) => (
        <Notice key={i} kind="error">
          <Trouble trouble={trouble} />
        </Notice>
      ))}
    </>
  )
}
