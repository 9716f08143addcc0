/** Where files are dropped or chosen. It takes anything; who gets the files says what is wrong with them. */

import type { ComponentChildren } from 'preact'
import { useRef, useState } from 'preact/hooks'
import type { FileOfSome } from '../atelier/protocol.ts'
import { chosen, filesOf } from './dropped-files.ts'

interface DropZoneProps {
  readonly children: ComponentChildren
  /** On the button that opens the system's dialogue. */
  readonly choose: string
  readonly onFiles: (files: readonly FileOfSome[]) => void
  /** Whether several files, or folders of them, make sense here. */
  readonly several?: boolean
  /** A row instead of a field, where it is beside the point. */
  readonly small?: boolean
}

export function DropZone(props: DropZoneProps) {
  const { children, choose, onFiles, several = false, small = false } = props
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const take = (files: readonly FileOfSome[]) => {
    if (files.length > 0) onFiles(files)
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
        if (event.dataTransfer) void filesOf(event.dataTransfer).then(take)
      }}
    >
      {children}
      <button type="button" class="button" onClick={() => input.current!.click()}>
        {choose}
      </button>
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
    </section>
  )
}
