/** What dropped files seem to be, why they cannot be used, and what can. */

import { inOneLine } from '../shell/language.ts'
import { ErrorText } from './error-text.tsx'
import { kindWords } from './file-kind-words.ts'
import { Notice } from './notice.tsx'
import type { Refusal } from './refusal.ts'
import { refusalWords } from './refusal-words.ts'

function Sentence({ purpose, file, seems, error }: Refusal) {
  const words = refusalWords()
  if (error.kind === 'memory') return words.memory(file)
  if (error.kind === 'lost') return words.lost
  if (seems && file) {
    return inOneLine(words.foreign[purpose](file, kindWords()[seems]), words.wanted[purpose])
  }
  return (
    <>
      {words.refused(file)} <ErrorText error={error} />
    </>
  )
}

export function RefusedFiles({ refusal }: { readonly refusal: Refusal | undefined }) {
  if (!refusal) return null
  return (
    <Notice kind="error">
      <Sentence {...refusal} />
    </Notice>
  )
}
