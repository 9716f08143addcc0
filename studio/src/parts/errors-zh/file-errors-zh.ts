/** The Chinese words of errors about files that are given, which only visitors who give some download. */

import { fileFormats } from './file-formats.ts'
import { reading } from './reading.ts'
import { wordsIn } from './words.ts'

export const inChinese = wordsIn({ ...fileFormats, ...reading })
