/** The words of fields for numbers, in the page's language. */

import { inLanguage } from '../shell/language.ts'
import { rangeWords } from './number-ranges.ts'

export const numberWords = () => inLanguage(rangeWords)
