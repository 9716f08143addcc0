/** The words of classes and guidance. */

import { inLanguage } from '../shell/language.ts'

const en = {
  class: 'Class',
  guidance: 'Guidance scale',
  guidanceHint:
    'How strongly samples follow their class. Above 1 they are clearer and less varied, and take twice as long.',
  needsClass: 'This model predicts only for a given class: it has no embedding for “any class”.',
  noGuidance: 'Not available: guidance needs an embedding for “any class”, which this model lacks.',
}

const zh: typeof en = {
  class: '类别',
  guidance: '引导强度',
  guidanceHint: '样本遵循类别的程度。大于 1 时更清晰但变化更少，耗时加倍。',
  needsClass: '该模型没有“不限类别”的嵌入，只能按指定类别预测。',
  noGuidance: '不可用：引导需要“不限类别”的嵌入，而该模型没有。',
}

export const classWords = () => inLanguage({ en, zh })
