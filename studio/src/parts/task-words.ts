/** The words of what the worker is doing and what went wrong with it. */

import { inLanguage } from '../shell/language.ts'

const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(1)

const en = {
  memory:
    'There is not enough memory for this. Use fewer samples or a smaller model, or close other tabs, then try again.',
  bug: 'This is a bug in the studio. Reload the page to continue; please report it.',
  retry: 'Try again',
  time: (milliseconds: number) => `${seconds(milliseconds)} s`,
  perImage: (milliseconds: number) =>
    milliseconds < 1000
      ? `${milliseconds.toFixed(0)} ms per sample`
      : `${seconds(milliseconds)} s per sample`,
  step: (step: number, steps: number) => `Step ${step} of ${steps}`,
  left: (milliseconds: number) => `about ${seconds(milliseconds)} s left`,
}

const zh: typeof en = {
  memory: '内存不足。请减少样本数、换用较小的模型或关闭其他标签页，然后重试。',
  bug: '工作室自身出错。请刷新页面后继续，也欢迎反馈问题。',
  retry: '重试',
  time: (milliseconds) => `${seconds(milliseconds)} 秒`,
  perImage: (milliseconds) =>
    milliseconds < 1000
      ? `每张 ${milliseconds.toFixed(0)} 毫秒`
      : `每张 ${seconds(milliseconds)} 秒`,
  step: (step, steps) => `第 ${step} 步，共 ${steps} 步`,
  left: (milliseconds) => `约剩 ${seconds(milliseconds)} 秒`,
}

export const taskWords = () => inLanguage({ en, zh })
