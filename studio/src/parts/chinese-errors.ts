/** The Chinese words of errors, which only visitors who read Chinese download. */

import { effect, signal } from '@preact/signals'
import { language } from '../shell/language.ts'
import type { inChinese } from './errors-zh/errors-zh.ts'

/** Missing in other languages, and until it has come. */
export const chineseErrors = signal<typeof inChinese>()

effect(() => {
  if (language.value !== 'zh' || chineseErrors.peek()) return
  import('./errors-zh/errors-zh.ts').then(
    (loaded) => {
      chineseErrors.value = loaded.inChinese
    },
    () => {}, // offline: errors stay in English
  )
})
