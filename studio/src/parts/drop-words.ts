/** The words of the fields where files are dropped. */

import { inLanguage } from '../shell/language.ts'

const count = (value: number) => value.toLocaleString('en')

const en = {
  folder: 'Choose a folder',
  nothing: 'It contains no readable files.',
  finding: (files: number) => `Looking for files: ${count(files)} so far`,
  stop: 'Stop',
}

const zh: typeof en = {
  folder: '选择文件夹',
  nothing: '其中没有可读取的文件。',
  finding: (files) => `正在查找文件：已找到 ${count(files)} 个`,
  stop: '停止',
}

export const dropWords = () => inLanguage({ en, zh })
