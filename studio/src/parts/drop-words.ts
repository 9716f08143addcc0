/** The words of the fields where files are dropped. */

import { inLanguage } from '../shell/language.ts'

const en = {
  folder: 'Choose a folder',
  nothing: 'It contains no readable files.',
}

const zh: typeof en = {
  folder: '选择文件夹',
  nothing: '其中没有可读取的文件。',
}

export const dropWords = () => inLanguage({ en, zh })
