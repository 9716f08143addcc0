/** The words of copies: samples that are too near to a training image. */

import { inLanguage } from '../shell/language.ts'

const en = {
  copiesChart: 'Copies, in percent of the samples',
  copiesHint:
    'A sample is a copy if it is nearer to a training image than real images are to each other. Counted where there are fewer than 500 images.',
}

const zh: typeof en = {
  copiesChart: '照抄的样本（百分比）',
  copiesHint:
    '如果样本与某张训练图片的距离小于真实图片之间的距离，就算照抄。仅在图片少于 500 张时统计。',
}

export const copiesWords = () => inLanguage({ en, zh })
