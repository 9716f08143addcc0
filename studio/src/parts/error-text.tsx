/** An error of the worker in the page's language, or in English where it has no other words. */

import { language } from '../shell/language.ts'
import { type Coded, inChinese } from './errors-zh.ts'

export function ErrorText({ error }: { readonly error: Coded & { readonly message: string } }) {
  const translated = language.value === 'zh' ? inChinese(error) : undefined
  return translated === undefined ? <span lang="en">{error.message}</span> : translated
}
