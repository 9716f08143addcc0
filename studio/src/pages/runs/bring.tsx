/** Where the visitor brings runs, and what is said of what is none. */

import { useSignal } from '@preact/signals'
import type { FileOfSome } from '../../atelier/protocol.ts'
import { DropZone } from '../../parts/drop-zone.tsx'
import { kindWords } from '../../parts/file-kind-words.ts'
import { Notice } from '../../parts/notice.tsx'
import { type DropTrouble, readDropped } from './dropped.ts'
import { addDropped } from './runs.ts'
import { words } from './words.ts'

function Trouble({ trouble }: { readonly trouble: DropTrouble }) {
  if (trouble.kind === 'foreign') {
    return `${words().foreign(trouble.file, kindWords()[trouble.seems])} ${words().wanted}`
  }
  return trouble.kind === 'empty'
    ? words().emptyFile(trouble.file)
    : words().unreadable(trouble.file)
}

export function Bring({ small = false }: { readonly small?: boolean }) {
  const troubles = useSignal<readonly DropTrouble[]>([])
  const take = async (files: readonly FileOfSome[]) => {
    troubles.value = []
    const brought = await readDropped(files)
    addDropped(brought.runs)
    troubles.value = brought.troubles
  }
  return (
    <>
      <DropZone several small={small} choose={words().choose} onFiles={(files) => void take(files)}>
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
