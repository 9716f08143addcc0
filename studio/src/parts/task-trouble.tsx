/** What went wrong in the worker, in words, with a way on. */

import { AtelierError } from '../atelier/client.ts'
import { Notice } from './notice.tsx'
import { taskWords } from './task-words.ts'

/** An error that the page should show: not what the visitor has cancelled, nor what the models tell. */
export function troubleToShow(error: unknown): AtelierError | undefined {
  if (!(error instanceof AtelierError)) throw error
  return error.kind === 'cancelled' || error.kind === 'lost' ? undefined : error
}

export function TaskTrouble({ error }: { readonly error: AtelierError | undefined }) {
  if (!error) return null
  if (error.kind === 'memory') return <Notice kind="error">{taskWords().memory}</Notice>
  return (
    <Notice kind="error">
      {error.kind === 'bug' && <p>{taskWords().bug}</p>}
      <p lang="en">{error.message}</p>
    </Notice>
  )
}
