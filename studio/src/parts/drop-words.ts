/** The words of the fields where files are dropped. */

import { inLanguage } from '../shell/language.ts'

const en = {
  folder: 'Choose a folder',
  nothing: 'There is no file in it that can be read.',
}

const zh: typeof en = {
  folder: '选择文件夹',
  nothing: '里面没有可以读取的文件。',
}

export const dropWords = () => inLanguage({ en, zh })
