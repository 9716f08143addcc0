/** The words of what the worker is doing and what went wrong with it. */

import { inLanguage } from '../shell/language.ts'

const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(1)

const en = {
  memory:
    'There is not enough memory for this. Ask for fewer pictures, use a smaller model, or close other tabs; then try again.',
  bug: 'Something went wrong in the studio itself. Reload the page to go on; a report would help.',
  retry: 'Try again',
  time: (milliseconds: number) => `${seconds(milliseconds)} s`,
  perImage: (milliseconds: number) =>
    milliseconds < 1000
      ? `${milliseconds.toFixed(0)} ms a picture`
      : `${seconds(milliseconds)} s a picture`,
  step: (step: number, steps: number) => `Step ${step} of ${steps}`,
  left: (milliseconds: number) => `about ${seconds(milliseconds)} s left`,
}

const zh: typeof en = {
  memory: '内存不足。请减少图片数量、换用较小的模型或关闭其他标签页，然后重试。',
  bug: '页面自身出错了。请刷新页面后继续；如能反馈问题，我们会很感激。',
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
