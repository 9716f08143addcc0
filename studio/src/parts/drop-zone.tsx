/** Where files are dropped or chosen. It takes anything; who gets the files says what is wrong with them. */

import type { ComponentChildren } from 'preact'
import { useRef, useState } from 'preact/hooks'
import type { GivenFile } from '../compute/protocol.ts'
import { dropWords } from './drop-words.ts'
import { chosen, filesOf } from './dropped-files.ts'
import { Button } from './fields.tsx'
import { Notice } from './notice.tsx'

interface DropZoneProps {
  readonly children: ComponentChildren
  /** On the button that opens the system's dialogue. */
  readonly choose: string
  /** @param files at least one */
  readonly onFiles: (files: readonly GivenFile[]) => void
  /** Whether several files, or folders of them, make sense here. */
  readonly several?: boolean
  /** A row instead of a field, where it is beside the point. */
  readonly small?: boolean
}

export function DropZone(props: DropZoneProps) {
  const { children, choose, onFiles, several = false, small = false } = props
  const [over, setOver] = useState(false)
  const [nothing, setNothing] = useState(false)
  const [found, setFound] = useState<number>()
  const input = useRef<HTMLInputElement>(null)
  const search = useRef<AbortController>(null)
  /** Ends the search under way; what it has found is not taken. */
  const stop = () => {
    search.current?.abort()
    setFound(undefined)
  }
  const take = (files: readonly GivenFile[]) => {
    stop()
    setNothing(files.length === 0)
    if (files.length > 0) onFiles(files)
  }
  const takeDropped = async (transfer: DataTransfer) => {
    stop()
    search.current = new AbortController()
    const { signal } = search.current
    const onFound = (count: number) => !signal.aborted && setFound(count)
    const files = await filesOf(transfer, { signal, onFound }).catch(() => [])
    if (!signal.aborted) take(files)
  }
  /** By the system's dialogue, which asks for files or for a folder. */
  const openDialogue = (folder: boolean) => {
    input.current!.webkitdirectory = folder
    input.current!.click()
  }
  return (
    <section
      class={`drop ${small ? 'small' : ''} ${over ? 'over' : ''}`}
      aria-label={choose}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        if (event.dataTransfer) void takeDropped(event.dataTransfer)
      }}
    >
      {children}
      <div class="row">
        <Button onClick={() => openDialogue(false)}>{choose}</Button>
        {several && <Button onClick={() => openDialogue(true)}>{dropWords().folder}</Button>}
      </div>
      <input
        ref={input}
        type="file"
        multiple={several}
        class="visually-hidden"
        tabIndex={-1}
        aria-hidden="true"
        onChange={({ currentTarget }) => {
          take(chosen(currentTarget.files))
          currentTarget.value = ''
        }}
      />
      {found !== undefined && (
        <div class="row">
          <span class="hint" role="status">
            {dropWords().finding(found)}
          </span>
          <Button kind="plain" onClick={stop}>
            {dropWords().stop}
          </Button>
        </div>
      )}
      {nothing && <Notice kind="error">{dropWords().nothing}</Notice>}
    </section>
  )
}
