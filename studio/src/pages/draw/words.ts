/** The words of the draw page. */

import { inLanguage } from '../../shell/language.ts'

const en = {
  title: 'Draw, and see what the model makes of it',
  intro:
    'Draw on the black sheet: as you do, the model covers your drawing with noise and denoises it again. Or mark a part, and only that is made anew.',
  mode: 'What happens',
  modes: { vary: 'Variations', inpaint: 'Make a part anew' },
  modeHints: {
    vary: 'The whole drawing is noised and denoised.',
    inpaint: 'What you mark in orange is made anew; the rest stays as it is.',
  },
  strength: 'Strength',
  strengthHint:
    'How much of the drawing is forgotten: at 0.3 next to nothing changes, at 1 next to nothing stays.',
  anyClass: 'Any',
  classHint:
    'What the model should see in it. From strength 0.8 on it mostly does, whatever is drawn.',
  sheet: 'Sheet to draw on',
  sheetHint:
    'Mouse, finger or pen. With the keyboard: arrows move, the space bar puts the pen down and lifts it, Ctrl+Z takes a stroke back.',
  tool: 'Tool',
  tools: {
    vary: { brush: 'Pen', eraser: 'Eraser' },
    inpaint: { brush: 'Mark', eraser: 'Unmark' },
  },
  width: 'Width in pixels',
  colour: 'Colour',
  undo: 'Undo',
  clear: { vary: 'Clear', inpaint: 'Unmark all' },
  readyMasks: 'Paint over what is to be made anew, or mark:',
  masks: { left: 'left', right: 'right', top: 'top', bottom: 'bottom', middle: 'middle' },
  start: 'Or begin with a digit',
  digit: (digit: number) => `Begin with a ${digit}`,
  anotherHand: 'Another handwriting',
  drop: 'Or drop a picture here.',
  choose: 'Choose a picture',
  invert: 'Swap black and white',
  invertHint: 'for dark ink on white paper: the model knows bright ink on black',
  yours: 'Your drawing',
  example: 'An example',
  exampleHint: 'Draw your own: the first stroke replaces it.',
  results: 'What the model makes of it',
  goOn: (number: number) => `Go on with picture ${number}`,
  goOnHint: 'click one to go on with it',
  working: 'Denoising…',
  missing: {
    drawing:
      'The sheet is empty. Draw something on it, or begin with a digit: six pictures that the model makes of it appear here.',
    mask: 'Nothing is marked. Paint over a part of the drawing, or mark a half of it with a button: six ways to make it anew appear here.',
  },
}

const zh: typeof en = {
  title: '画一画，看模型把它变成什么',
  intro:
    '在黑色画布上作画：你一边画，模型一边给它盖上噪声再去噪。也可以标出一部分，让模型只重画那里。',
  mode: '方式',
  modes: { vary: '变体', inpaint: '局部重画' },
  modeHints: {
    vary: '整幅画加噪后再去噪。',
    inpaint: '橙色标出的部分会重画，其余保持不变。',
  },
  strength: '强度',
  strengthHint: '遗忘原画的程度：0.3 时几乎不变，1 时几乎全部重来。',
  anyClass: '不限',
  classHint: '希望模型把它看成什么。强度在 0.8 以上时，无论画了什么大多能如愿。',
  sheet: '画布',
  sheetHint: '可用鼠标、手指或触控笔。用键盘时：方向键移动，空格键落笔和抬笔，Ctrl+Z 撤销一笔。',
  tool: '工具',
  tools: {
    vary: { brush: '画笔', eraser: '橡皮' },
    inpaint: { brush: '标记', eraser: '取消标记' },
  },
  width: '宽度（像素）',
  colour: '颜色',
  undo: '撤销',
  clear: { vary: '清空', inpaint: '清除标记' },
  readyMasks: '涂抹要重画的部分，或直接标记：',
  masks: { left: '左半', right: '右半', top: '上半', bottom: '下半', middle: '中间' },
  start: '也可以从一个数字开始',
  digit: (digit) => `从数字 ${digit} 开始`,
  anotherHand: '换一种笔迹',
  drop: '或将图片拖到这里。',
  choose: '选择图片',
  invert: '黑白反转',
  invertHint: '适用于白纸黑字的图片：模型认识的是黑底白字',
  yours: '你的画',
  example: '示例',
  exampleHint: '画一个自己的吧：落下第一笔，示例就会消失。',
  results: '模型的作品',
  goOn: (number) => `用图片 ${number} 继续`,
  goOnHint: '点击一张可以用它继续',
  working: '正在去噪…',
  missing: {
    drawing: '画布是空的。画点什么，或从一个数字开始：模型据此生成的六张图片会显示在这里。',
    mask: '还没有标记。涂抹画的一部分，或用按钮标记一半：六种重画结果会显示在这里。',
  },
}

export const words = () => inLanguage({ en, zh })
