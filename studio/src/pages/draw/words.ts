/** The words of the draw page. */

import { inLanguage } from '../../shell/language.ts'

const en = {
  title: 'Draw, and let the model vary it',
  intro:
    'Draw on the canvas: while you draw, the model adds noise to your drawing and denoises it again. Or mark a part, and only that part is regenerated.',
  mode: 'Mode',
  modes: { vary: 'Variations', inpaint: 'Regenerate a part' },
  modeHints: {
    vary: 'The whole drawing is noised and denoised.',
    inpaint: 'The part you mark in orange is regenerated; the rest stays as it is.',
  },
  strength: 'Strength',
  strengthHint:
    'How much noise is added: at 0.3 almost nothing changes, at 1 almost nothing remains.',
  anyClass: 'Any',
  classHint: 'What the result should be. From strength 0.8 on it mostly is, whatever you draw.',
  sheet: 'Canvas',
  sheetHint:
    'Use a mouse, finger or pen. With the keyboard: the arrow keys move, the space bar lowers and lifts the pen, Ctrl+Z undoes a stroke.',
  tool: 'Tool',
  tools: {
    vary: { brush: 'Pen', eraser: 'Eraser' },
    inpaint: { brush: 'Mark', eraser: 'Unmark' },
  },
  width: 'Width in pixels',
  colour: 'Colour',
  undo: 'Undo',
  clear: { vary: 'Clear', inpaint: 'Unmark all' },
  readyMasks: 'Paint over the part to regenerate, or mark:',
  masks: { left: 'left', right: 'right', top: 'top', bottom: 'bottom', middle: 'middle' },
  examples: {
    digits: {
      start: 'Or start with a digit',
      pick: (digit: number) => `Start with a ${digit}`,
      others: 'Another handwriting',
    },
    sprites: {
      start: 'Or start with a sprite',
      pick: (number: number) => `Start with sprite ${number}`,
      others: 'Other sprites',
    },
  },
  drop: 'Or drop an image here.',
  choose: 'Choose an image',
  invert: { digits: 'Swap black and white', sprites: 'Invert the colours' },
  invertHint: {
    digits: 'for dark ink on white paper, where the model was trained on bright ink on black',
    sprites: '',
  },
  yours: 'Your drawing',
  example: 'An example',
  exampleHint: 'Draw your own: your first stroke replaces it.',
  results: 'Samples',
  goOn: (number: number) => `Use sample ${number} as the drawing`,
  goOnHint: 'click one to use it as the drawing',
  working: 'Denoising…',
  missing: {
    drawing:
      'The canvas is empty. Draw something, or start with an example: six samples appear here.',
    mask: 'Nothing is marked. Paint over a part of the drawing, or mark half of it with a button: six samples of that part appear here.',
  },
}

const zh: typeof en = {
  title: '画一画，让模型来变化',
  intro: '在画布上作画：你画的同时，模型会给画加噪声再去噪。也可以标记一部分，只重新生成那里。',
  mode: '方式',
  modes: { vary: '变体', inpaint: '局部重绘' },
  modeHints: {
    vary: '整幅画加噪声后再去噪。',
    inpaint: '重新生成橙色标记的部分，其余保持不变。',
  },
  strength: '强度',
  strengthHint: '加入噪声的多少：0.3 时几乎不变，1 时几乎完全重画。',
  anyClass: '不限',
  classHint: '希望结果属于的类别。强度在 0.8 以上时，无论画了什么大多都能实现。',
  sheet: '画布',
  sheetHint: '可用鼠标、手指或触控笔。键盘操作：方向键移动，空格键落笔或抬笔，Ctrl+Z 撤销一笔。',
  tool: '工具',
  tools: {
    vary: { brush: '画笔', eraser: '橡皮' },
    inpaint: { brush: '标记', eraser: '取消标记' },
  },
  width: '宽度（像素）',
  colour: '颜色',
  undo: '撤销',
  clear: { vary: '清空', inpaint: '清除标记' },
  readyMasks: '涂抹要重绘的部分，或直接标记：',
  masks: { left: '左半', right: '右半', top: '上半', bottom: '下半', middle: '中间' },
  examples: {
    digits: {
      start: '也可以从一个数字开始',
      pick: (digit) => `从数字 ${digit} 开始`,
      others: '换一种笔迹',
    },
    sprites: {
      start: '也可以从一幅像素画开始',
      pick: (number) => `从像素画 ${number} 开始`,
      others: '换一组像素画',
    },
  },
  drop: '或将图片拖到这里。',
  choose: '选择图片',
  invert: { digits: '黑白反转', sprites: '反转颜色' },
  invertHint: { digits: '适用于白纸黑字的图片，而模型是用黑底白字训练的', sprites: '' },
  yours: '你的画',
  example: '示例',
  exampleHint: '自己画一个吧，落下第一笔后示例就会消失。',
  results: '样本',
  goOn: (number) => `以样本 ${number} 为底稿`,
  goOnHint: '点击一张可作为底稿',
  working: '正在去噪…',
  missing: {
    drawing: '画布是空的。画点什么，或从一个示例开始，这里会显示六个样本。',
    mask: '还没有标记。涂抹画的一部分，或用按钮标记一半，这里会显示六种重绘结果。',
  },
}

export const words = () => inLanguage({ en, zh })
