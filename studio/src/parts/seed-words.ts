/** The words of the seed. */

import { inLanguage } from '../shell/language.ts'

const en = {
  seed: 'Seed',
  hint: 'All randomness comes from this number: the same seed gives the same samples.',
  dice: 'Roll the dice for another seed',
}

const zh: typeof en = {
  seed: '随机种子',
  hint: '所有随机性都来自这个数：种子相同，样本就相同。',
  dice: '掷骰子换一个种子',
}

export const seedWords = () => inLanguage({ en, zh })
