/** The words of fields for numbers. */

import { inLanguage } from '../shell/language.ts'

const plain = (value: number) =>
  value < 0.001 && value > 0 ? value.toExponential() : String(value)

const en = {
  range: (min: number, max: number) => `${plain(min)} to ${plain(max)}`,
  invalid: (min: number, max: number, whole: boolean) =>
    `Enter a ${whole ? 'whole number' : 'number'} from ${plain(min)} to ${plain(max)}.`,
}

const zh: typeof en = {
  range: (min, max) => `${plain(min)} 至 ${plain(max)}`,
  invalid: (min, max, whole) =>
    `请输入 ${plain(min)} 至 ${plain(max)} 之间的${whole ? '整数' : '数'}。`,
}

export const numberWords = () => inLanguage({ en, zh })
