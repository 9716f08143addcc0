/** The Chinese words of errors, which only visitors who read Chinese download. */

import { effect, signal } from '@preact/signals'
import { language } from '../shell/language.ts'
import type { Coded, wordsIn } from './errors-zh/words.ts'

type Words = ReturnType<typeof wordsIn>
type Loading = () => Promise<{ readonly inChinese: Words }>

/** Words that come later; offline, errors stay in English. */
function later(load: Loading) {
  const words = signal<Words | undefined>(undefined)
  let begun = false
  const ask = () => {
    if (begun) return
    begun = true
    load().then(
      (loaded) => {
        words.value = loaded.inChinese
      },
      () => {
        begun = false
      },
    )
  }
  return { words, ask }
}

const general = later(() => import('./errors-zh/errors-zh.ts'))
/** Of files that were given. */
const ofFiles = later(() => import('./errors-zh/file-errors-zh.ts'))

effect(() => {
  if (language.value === 'zh') general.ask()
})

/** An error in Chinese; nothing until the words have come, and for codes that stay in English. */
export function chineseOf(error: Coded): string | undefined {
  const words = general.words.value
  const first = words?.(error)
  if (first !== undefined || !words) return first
  ofFiles.ask()
  return ofFiles.words.value?.(error)
}
