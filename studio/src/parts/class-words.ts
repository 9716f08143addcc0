/** The words of classes and guidance. */

import { inLanguage } from '../shell/language.ts'

const en = {
  class: 'Class',
  guidance: 'Guidance',
  guidanceHint:
    'How strongly pictures follow their class. Above 1 they are clearer and less varied, and take twice as long.',
}

const zh: typeof en = {
  class: '类别',
  guidance: '引导强度',
  guidanceHint: '图片遵循类别的程度。大于 1 时更清晰但变化更少，耗时加倍。',
}

export const classWords = () => inLanguage({ en, zh })
