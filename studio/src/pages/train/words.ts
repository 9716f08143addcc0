/** The words of the training page. */

import { inLanguage } from '../../shell/language.ts'

const count = (value: number) => value.toLocaleString('en')

/** More names than these say no more. */
const MOST_NAMES = 3
const listed = (names: readonly string[], comma: string) =>
  names.slice(0, MOST_NAMES).join(comma) + (names.length > MOST_NAMES ? '…' : '')

const en = {
  title: 'Train a model here',
  intro:
    'Your processor learns from pictures, in this page: noise is added, the network guesses it, and is corrected, hundreds of times. The pictures below are made from the same noise each time, so that you see the same ones take shape.',
  images: 'Images',
  builtIn: 'Built-in digits',
  builtInHint: 'Drawn in this page as a pen writes them: nothing to download.',
  yours: 'Your images',
  drop: 'Drop a folder of pictures (sub-folders are classes), or IDX files such as MNIST’s.',
  choose: 'Choose files',
  imageSize: 'Bring pictures to',
  pixels: (size: number) => `${size} × ${size}`,
  reading: (read: number, total: number) => `Reading ${count(read)} of ${count(total)}`,
  read: (images: number, shape: string, classes: number) =>
    `${count(images)} images of ${shape}${classes > 0 ? `, ${classes} classes` : ''}`,
  broken: (files: readonly string[]) =>
    files.length === 1
      ? `“${files[0]}” cannot be read and is left out.`
      : `${count(files.length)} files cannot be read and are left out: ${listed(files, ', ')}.`,
  tooFew: (images: number, batch: number) =>
    `A step takes ${count(batch)} images, and there are ${count(images)} to learn from. Add images, or take fewer a step.`,
  takeFewer: (images: number) => `Take ${count(images)} a step`,
  preset: 'Recipe',
  presets: { quick: 'quick', notebook: 'notebook' },
  presetHints: {
    quick: 'A U-Net with attention that learns classes: readable digits in minutes.',
    notebook: 'The teaching notebook to the letter: plain, and slow to learn.',
  },
  size: 'Network',
  sizes: { small: 'small', medium: 'medium', large: 'large' },
  sizeHint: 'Larger networks learn more and take longer.',
  steps: 'Steps',
  stepsHint: 'How often the network is corrected.',
  more: 'More settings',
  batch: 'Images a step',
  batchHint: 'Fewer learn faster per image, more are steadier.',
  rate: 'Learning rate',
  rateHint: 'How far each correction goes: too far, and it diverges.',
  seed: 'Seed',
  seedHint: 'The same seed gives the same run, to the bit.',
  start: 'Start training',
  pause: 'Pause',
  resume: 'Go on',
  stop: 'Stop here',
  again: 'Train again',
  phases: {
    idle: 'Not begun',
    preparing: 'Preparing images and network…',
    training: 'Training',
    paused: 'Paused',
    done: 'Done',
    stopped: 'Stopped',
    failed: 'Failed',
  },
  of: (step: number, total: number) => `${count(step)} of ${count(total)}`,
  step: 'step',
  loss: 'loss',
  rateNow: 'images/s',
  timeLeft: 'time left',
  parameters: 'parameters',
  kept: 'kept in this browser up to step',
  notKept:
    'This browser keeps nothing of the training: its storage is full or forbidden. A reload of the page would begin anew.',
  lossChart: 'Loss',
  lossHint:
    'How far the network’s guess is off. It falls steeply, then slowly for long: pictures go on improving.',
  raw: 'each step',
  smooth: 'smoothed',
  validation: 'images never trained on',
  samples: 'The same noise, by the network so far',
  atStep: (step: number) => `after step ${count(step)}`,
  history: 'Look back',
  newest: 'Newest',
  waiting: 'The first pictures come after a few steps.',
  empty: 'Press Start: in a minute there will be shapes, in a few minutes digits.',
  left: (step: number, total: number, data: string) =>
    `An earlier training on ${data} was left after step ${count(step)} of ${count(total)}.`,
  goOn: 'Go on with it',
  forget: 'Forget it',
  sampleIt: 'Make pictures with it',
  drawIt: 'Draw with it',
  doneText: 'The model is in the list of models of the other pages.',
  memory:
    'There was not enough memory. Use fewer images a step, a smaller network or smaller pictures.',
  lost: 'The worker that computes has died, perhaps for want of memory. What was kept can be gone on with.',
  bug: 'This is a fault of the studio:',
}

const zh: typeof en = {
  title: '在这里训练模型',
  intro:
    '你的处理器就在本页面从图片中学习：加入噪声，让网络猜，再纠正它，如此几百次。下面的图片每次都从同一份噪声生成，你会看到同样的图片逐渐成形。',
  images: '图片',
  builtIn: '内置数字',
  builtInHint: '在本页面像用笔写一样画出来，无需下载。',
  yours: '你的图片',
  drop: '拖入一个图片文件夹（子文件夹即类别），或 MNIST 那样的 IDX 文件。',
  choose: '选择文件',
  imageSize: '图片缩放为',
  pixels: (size: number) => `${size} × ${size}`,
  reading: (read: number, total: number) => `正在读取 ${count(read)} / ${count(total)}`,
  read: (images: number, shape: string, classes: number) =>
    `${count(images)} 张 ${shape} 的图片${classes > 0 ? `，${classes} 个类别` : ''}`,
  broken: (files) =>
    files.length === 1
      ? `无法读取“${files[0]}”，已略过。`
      : `有 ${count(files.length)} 个文件无法读取，已略过：${listed(files, '、')}。`,
  tooFew: (images, batch) =>
    `每步需要 ${count(batch)} 张图片，而可供学习的只有 ${count(images)} 张。请添加图片，或减少每步图片数。`,
  takeFewer: (images) => `每步取 ${count(images)} 张`,
  preset: '配方',
  presets: { quick: '快速', notebook: '教学笔记本' },
  presetHints: {
    quick: '带注意力并学习类别的 U-Net：几分钟就有可读的数字。',
    notebook: '与教学笔记本完全一致：简单，但学得慢。',
  },
  size: '网络',
  sizes: { small: '小', medium: '中', large: '大' },
  sizeHint: '网络越大学得越多，也越慢。',
  steps: '步数',
  stepsHint: '网络被纠正的次数。',
  more: '更多设置',
  batch: '每步图片数',
  batchHint: '少则每张图片学得更快，多则更稳定。',
  rate: '学习率',
  rateHint: '每次纠正的幅度：太大就会发散。',
  seed: '随机种子',
  seedHint: '相同的种子得到逐位相同的训练。',
  start: '开始训练',
  pause: '暂停',
  resume: '继续',
  stop: '就到这里',
  again: '重新训练',
  phases: {
    idle: '尚未开始',
    preparing: '正在准备图片和网络…',
    training: '训练中',
    paused: '已暂停',
    done: '完成',
    stopped: '已停止',
    failed: '失败',
  },
  of: (step: number, total: number) => `${count(step)} / ${count(total)}`,
  step: '步',
  loss: '损失',
  rateNow: '图片/秒',
  timeLeft: '剩余时间',
  parameters: '参数',
  kept: '本浏览器已保存到第几步',
  notKept: '本浏览器没有保存这次训练：存储空间已满或被禁止。刷新页面就会重新开始。',
  lossChart: '损失',
  lossHint: '网络猜得差多远。先急降，后久久缓降；图片在此期间仍会变好。',
  raw: '每一步',
  smooth: '平滑后',
  validation: '从未训练过的图片',
  samples: '同一份噪声，由目前的网络生成',
  atStep: (step: number) => `第 ${count(step)} 步之后`,
  history: '回看',
  newest: '最新',
  waiting: '再过几步就有第一批图片。',
  empty: '按下开始：一分钟后有形状，几分钟后有数字。',
  left: (step: number, total: number, data: string) =>
    `之前在 ${data} 上的训练停在第 ${count(step)} 步，共 ${count(total)} 步。`,
  goOn: '继续训练',
  forget: '丢弃',
  sampleIt: '用它生成图片',
  drawIt: '用它绘画',
  doneText: '其他页面的模型列表里已有这个模型。',
  memory: '内存不足。请减少每步图片数，或用更小的网络、更小的图片。',
  lost: '计算线程已终止，可能是内存不足。已保存的部分可以继续。',
  bug: '这是工作室自身的错误：',
}

export const words = () => inLanguage({ en, zh })
