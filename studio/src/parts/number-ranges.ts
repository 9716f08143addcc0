/** What fields for numbers take, in words. */

import type { NumberRange } from '../../../src/base/option-specs.ts'

const grouped = (value: number) =>
  value < 0.001 && value > 0 ? value.toExponential() : value.toLocaleString('en')

/** The ends of a range as words, as far as it has some. */
interface Ends {
  readonly from?: string | undefined
  readonly above?: string | undefined
  readonly to?: string | undefined
  readonly below?: string | undefined
}

function endsOf({ min, max, above, below }: NumberRange): Ends {
  const words = (value: number | undefined) => (value === undefined ? undefined : grouped(value))
  return { from: words(min), above: words(above), to: words(max), below: words(below) }
}

/** `1 to 512`, `above 0`, `from 0`, `0 to below 1` */
function english({ from, above, to, below }: Ends): string {
  const begin = above === undefined ? from : `above ${above}`
  const end = below === undefined ? to : `below ${below}`
  if (end === undefined) return above === undefined && begin ? `from ${begin}` : (begin ?? '')
  if (begin === undefined) return below === undefined ? `at most ${end}` : end
  return above === undefined ? `${begin} to ${end}` : `${begin} and ${to ? `at most ${to}` : end}`
}

function chinese({ from, above, to, below }: Ends): string {
  if (from !== undefined && to !== undefined) return `${from} 至 ${to}`
  const begin = above === undefined ? from && `不小于 ${from}` : `大于 ${above}`
  const end = below === undefined ? to && `不大于 ${to}` : `小于 ${below}`
  return [begin, end].filter(Boolean).join(' 且')
}

const en = {
  range: (range: NumberRange) => english(endsOf(range)),
  invalid: (range: NumberRange) => {
    const words = english(endsOf(range))
    const from = /^(from|above|at most|below) |^$/.test(words) ? '' : 'from '
    return `Enter a ${range.whole ? 'whole number' : 'number'} ${from}${words}`
      .trimEnd()
      .concat('.')
  },
}

const zh: typeof en = {
  range: (range) => chinese(endsOf(range)),
  invalid: (range) => {
    const [words, what] = [chinese(endsOf(range)), range.whole ? '整数' : '数']
    const between = range.min !== undefined && range.max !== undefined
    return `请输入${between ? ` ${words} 之间的` : words && `${words} 的`}${what}。`
  },
}

export const rangeWords = { en, zh }
