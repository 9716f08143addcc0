/** An error of the worker in the page's language, or in English where it has no other words. */

import { language } from '../shell/language.ts'
import { chineseOf } from './chinese-errors.ts'
import type { Coded } from './errors-zh/words.ts'

export function ErrorText({ error }: { readonly error: Coded & { readonly message: string } }) {
  const translated = language.value === 'zh' ? chineseOf(error) : undefined
  return translated === undefined ? <span lang="en">{error.message}</span> : translated
}
