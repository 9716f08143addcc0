/** The language of the page, and how a part of it finds its words. */

import { effect } from '@preact/signals'
import { remembered } from './remembered.ts'

export const languages = ['en', 'zh'] as const
export type Language = (typeof languages)[number]

const usual: Language = navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en'

export const language = remembered('language', languages, usual)

/** The same words in every language; a phrase with a number or a name in it is a function. */
export type Dictionary<Words> = Readonly<Record<Language, Words>>

/** The words in the page's language. Where it is called while rendering, a change renders again. */
export const inLanguage = <Words>(dictionary: Dictionary<Words>): Words =>
  dictionary[language.value]

/** Sentences one after the other, as the page's language writes them. */
export const inOneLine = (...sentences: readonly string[]): string =>
  sentences.join(language.value === 'zh' ? '' : ' ')

effect(() => {
  document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en'
})
