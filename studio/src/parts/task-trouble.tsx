/** What went wrong in the worker, in words, with a way on. */

import { ComputeError } from '../compute/client.ts'
import { ErrorText } from './error-text.tsx'
import { Button } from './fields.tsx'
import { Notice } from './notice.tsx'
import { taskWords } from './task-words.ts'

/** An error that the page should show: not what the visitor has cancelled, nor what the models' notice reports. */
export function troubleToShow(error: unknown): ComputeError | undefined {
  if (!(error instanceof ComputeError)) throw error
  return error.kind === 'cancelled' || error.kind === 'lost' ? undefined : error
}

interface TroubleProps {
  readonly error: ComputeError | undefined
  /** Where the page has no other button to try again. */
  readonly onRetry?: () => void
}

export function TaskTrouble({ error, onRetry }: TroubleProps) {
  if (!error) return null
  const { kind } = error
  const { memory, bug, retry } = taskWords()
  return (
    <Notice kind="error">
      {kind === 'memory' && <p>{memory}</p>}
      {kind === 'bug' && <p>{bug}</p>}
      {kind !== 'memory' && (
        <p>
          <ErrorText error={error} />
        </p>
      )}
      {onRetry && <Button onClick={onRetry}>{retry}</Button>}
    </Notice>
  )
}
