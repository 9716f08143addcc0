/** The words of the training page. */

import { inLanguage } from '../../shell/language.ts'

const count = (value: number) => value.toLocaleString('en')

/** More names than these say no more. */
const MOST_NAMES = 3
const listed = (names: readonly string[], comma: string, most = MOST_NAMES) =>
  names.slice(0, most).join(comma) + (names.length > most ? '…' : '')

const en = {
  title: 'Train a model here',
  intro:
    'Your processor trains a model in this page: it adds noise to images, the network predicts the noise, and its weights are corrected, hundreds of times. The samples below always start from the same noise, so that you can watch them take shape.',
  images: 'Images',
  builtIn: {
    digits: {
      label: 'Built-in digits',
      hint: 'Handwritten digits, drawn in this page: nothing to download.',
    },
    sprites: {
      label: 'Built-in sprites',
      hint: 'Pixel art in colour with transparency, 24 × 24, in 10 classes, drawn in this page. It takes a few thousand steps.',
    },
  },
  yours: 'Your images',
  drop: 'Drop a folder of images (its sub-folders are classes), an archive of them (zip, tar, Parquet, npz), CIFAR’s or MNIST’s files.',
  choose: 'Choose files',
  imageSize: 'Resize images to',
  pixels: (size: number) => `${size} × ${size}`,
  imageSizes: { other: 'another size', own: 'not at all' },
  sides: { width: 'Width', height: 'Height' },
  fit: 'Other proportions',
  fits: { crop: 'keep the middle', pad: 'add a border', stretch: 'stretch' },
  resize: 'Resize by',
  resizes: { area: 'averages', nearest: 'nearest pixel (pixel art)' },
  background: 'Transparent parts',
  backgrounds: { white: 'white', black: 'black', keep: 'stay transparent' },
  reading: (read: number, total: number) => `Reading ${count(read)} of ${count(total)}`,
  read: (images: number, shape: string, classes: readonly string[]) =>
    `${count(images)} images of ${shape}${classes.length > 0 ? `, ${classes.length} classes: ${listed(classes, ', ', 12)}` : ''}`,
  broken: (files: readonly string[]) =>
    files.length === 1
      ? `“${files[0]}” cannot be read and is left out.`
      : `${count(files.length)} files cannot be read and are left out: ${listed(files, ', ')}.`,
  others: (files: readonly string[]) =>
    files.length === 1
      ? `“${files[0]}” is not an image and is left out.`
      : `${count(files.length)} files are not images and are left out: ${listed(files, ', ')}.`,
  emptyClasses: (folders: readonly string[]) =>
    `Folders without images are left out: ${listed(folders, ', ')}.`,
  few: (images: number) =>
    `${count(images)} images are few: a network learns them by heart and then copies them. Change them at random while training, or start from a model that knows similar images; the validation loss rises when copying begins.`,
  varyFew: 'Change them while training',
  tooFew: (images: number, batch: number) =>
    `The batch size is ${count(batch)}, but there are only ${count(images)} images to train on. Add images, or use smaller batches.`,
  takeFewer: (images: number) => `Use batches of ${count(images)}`,
  preset: 'Preset',
  presets: { quick: 'quick', notebook: 'notebook' },
  presetHints: {
    quick:
      'A U-Net with attention that learns classes. Digits are readable within minutes, images in colour take longer.',
    notebook: 'Exactly the model of the teaching notebook: simple, and slow to learn.',
  },
  size: 'Network',
  sizes: { small: 'small', medium: 'medium', large: 'large' },
  sizeHint: 'Larger networks learn more and take longer.',
  steps: 'Steps',
  stepsHint: 'How often the weights are updated.',
  from: 'Start from',
  scratch: 'random weights',
  fromHint: 'A model that knows similar images needs far fewer steps. Its network is kept.',
  more: 'More settings',
  recipe: {
    batchSize: {
      label: 'Batch size',
      hint: 'Small batches learn more from each image, large ones are steadier.',
    },
    learningRate: {
      label: 'Learning rate',
      hint: 'The size of each update: if it is too large, training diverges. It goes with images and steps until you set it.',
    },
    seed: { label: 'Seed', hint: 'The same seed gives the same run, to the bit.' },
  },
  start: 'Start training',
  pause: 'Pause',
  resume: 'Resume',
  stop: 'Stop',
  again: 'Train again',
  invalid: 'Correct the settings marked above first.',
  phases: {
    idle: 'Not started',
    preparing: 'Preparing images and network…',
    training: 'Training',
    paused: 'Paused',
    done: 'Done',
    stopped: 'Stopped',
    diverged: 'Diverged',
    failed: 'Failed',
  },
  of: (step: number, total: number) => `${count(step)} of ${count(total)}`,
  step: 'step',
  loss: 'loss',
  rateNow: 'images/s',
  timeLeft: 'time left',
  parameters: 'parameters',
  stored: 'stored in this browser up to step',
  notStored: {
    refused:
      'This browser does not store the training: its storage is full or blocked. If you reload the page, training starts over.',
    'other-tab':
      'Another tab of the studio is training, and the browser stores one training at a time. If you reload this page, its training starts over.',
  },
  lossChart: 'Loss',
  lossHint:
    'How far the predictions are off. It falls fast at first, then slowly for a long time, while samples keep improving.',
  raw: 'each step',
  smooth: 'smoothed',
  validation: 'validation',
  copies: 'copies',
  percent: (value: number) => `${value.toFixed(0)} %`,
  samples: 'Samples from the same noise',
  atStep: (step: number) => `after step ${count(step)}`,
  history: 'Earlier samples',
  newest: 'Newest',
  waiting: 'The first samples appear after a few steps.',
  empty:
    'Press “Start training”: the first shapes appear within a minute, and become clearer the longer it trains.',
  left: (step: number, total: number, data: string) =>
    `An earlier training on ${data} stopped after step ${count(step)} of ${count(total)}.`,
  elsewhere: 'Another tab of the studio is training now.',
  resumeLeft: 'Resume it',
  discard: 'Discard it',
  sampleIt: 'Sample with it',
  drawIt: 'Draw with it',
  doneText:
    'The model is in the model list of the other pages. This browser stores it until you remove it there.',
  unsaved:
    'The model is in the model list of the other pages, but this browser could not store it. Download it on the Sample page before you close or reload this page.',
  diverged:
    'The training diverged: its loss grew far beyond where it started, and the model would only make noise. Train again with a lower learning rate.',
  memory:
    'There is not enough memory. Use a smaller batch size, a smaller network or smaller images.',
  lost: 'The compute worker has crashed, usually because memory ran out. You can resume from the last stored step.',
  bug: 'This is a bug in the studio:',
}

const zh: typeof en = {
  title: '训练模型',
  intro:
    '训练直接在本页面由你的处理器完成：给图片加噪声，让网络预测噪声，再据此更新权重，如此反复数百次。下方的样本始终从同一份噪声生成，你可以看着它们逐渐成形。',
  images: '训练图片',
  builtIn: {
    digits: { label: '内置手写数字', hint: '由本页面即时绘制的手写数字，无需下载。' },
    sprites: {
      label: '内置像素画',
      hint: '由本页面即时绘制的彩色透明像素画，24 × 24，共 10 个类别，需要训练几千步。',
    },
  },
  yours: '自己的图片',
  drop: '把图片文件夹（子文件夹作为类别）或图片压缩包（zip、tar、Parquet、npz）拖到这里，也支持 CIFAR 和 MNIST 的文件。',
  choose: '选择文件',
  imageSize: '图片缩放到',
  pixels: (size: number) => `${size} × ${size}`,
  imageSizes: { other: '其他大小', own: '不缩放' },
  sides: { width: '宽', height: '高' },
  fit: '比例不同时',
  fits: { crop: '取中间部分', pad: '补边', stretch: '拉伸' },
  resize: '缩放方式',
  resizes: { area: '取平均', nearest: '取最近像素（像素画）' },
  background: '透明部分',
  backgrounds: { white: '白色', black: '黑色', keep: '保持透明' },
  reading: (read: number, total: number) => `正在读取 ${count(read)} / ${count(total)}`,
  read: (images, shape, classes) =>
    `${count(images)} 张 ${shape} 的图片${classes.length > 0 ? `，${classes.length} 个类别：${listed(classes, '、', 12)}` : ''}`,
  broken: (files) =>
    files.length === 1
      ? `“${files[0]}”无法读取，已跳过。`
      : `${count(files.length)} 个文件无法读取，已跳过：${listed(files, '、')}。`,
  others: (files) =>
    files.length === 1
      ? `“${files[0]}”不是图片，已跳过。`
      : `${count(files.length)} 个文件不是图片，已跳过：${listed(files, '、')}。`,
  emptyClasses: (folders) => `没有图片的文件夹已跳过：${listed(folders, '、')}。`,
  few: (images) =>
    `${count(images)} 张图片偏少，网络会把它们记住并照抄。可以在训练时随机改变图片，或从学过类似图片的模型开始；一旦开始照抄，验证损失会上升。`,
  varyFew: '训练时随机改变图片',
  tooFew: (images, batch) =>
    `批大小为 ${count(batch)}，但可用于训练的图片只有 ${count(images)} 张。请添加图片或减小批大小。`,
  takeFewer: (images) => `将批大小改为 ${count(images)}`,
  preset: '预设',
  presets: { quick: '快速', notebook: '教学笔记本' },
  presetHints: {
    quick: '带注意力、按类别学习的 U-Net。数字几分钟即可辨认，彩色图片需要更久。',
    notebook: '与教学笔记本完全一致的模型：结构简单，学得较慢。',
  },
  size: '网络规模',
  sizes: { small: '小', medium: '中', large: '大' },
  sizeHint: '网络越大效果越好，耗时也越长。',
  steps: '步数',
  stepsHint: '权重更新的次数。',
  from: '起点',
  scratch: '随机权重',
  fromHint: '从学过类似图片的模型开始，所需步数少得多。网络结构沿用该模型。',
  more: '更多设置',
  recipe: {
    batchSize: {
      label: '批大小',
      hint: '批越小，每张图片利用得越充分；批越大，训练越稳定。',
    },
    learningRate: {
      label: '学习率',
      hint: '每次更新的幅度，过大会导致发散。设定之前，随图片和步数自动选取。',
    },
    seed: { label: '随机种子', hint: '种子相同，训练结果逐位相同。' },
  },
  start: '开始训练',
  pause: '暂停',
  resume: '继续',
  stop: '停止',
  again: '重新训练',
  invalid: '请先修正上面标出的设置。',
  phases: {
    idle: '未开始',
    preparing: '正在准备图片和网络…',
    training: '训练中',
    paused: '已暂停',
    done: '已完成',
    stopped: '已停止',
    diverged: '已发散',
    failed: '失败',
  },
  of: (step: number, total: number) => `${count(step)} / ${count(total)}`,
  step: '步',
  loss: '损失',
  rateNow: '图片/秒',
  timeLeft: '剩余时间',
  parameters: '参数量',
  stored: '已存入浏览器的步数',
  notStored: {
    refused: '浏览器没有保存这次训练：存储空间已满或被禁用。刷新页面后训练将从头开始。',
    'other-tab':
      '另一个标签页正在训练，而浏览器同时只保存一个训练。刷新本页面后，这里的训练将从头开始。',
  },
  lossChart: '损失',
  lossHint: '预测的误差。起初快速下降，之后长时间缓慢下降，样本在此期间仍会变好。',
  raw: '每步',
  smooth: '平滑',
  validation: '验证',
  copies: '照抄',
  percent: (value) => `${value.toFixed(0)}%`,
  samples: '同一份噪声生成的样本',
  atStep: (step: number) => `第 ${count(step)} 步后`,
  history: '查看之前的样本',
  newest: '最新',
  waiting: '几步之后出现第一批样本。',
  empty: '点击“开始训练”：一分钟内出现轮廓，训练越久越清晰。',
  left: (step: number, total: number, data: string) =>
    `之前用 ${data} 进行的训练停在第 ${count(step)} 步（共 ${count(total)} 步）。`,
  elsewhere: '另一个标签页正在训练。',
  resumeLeft: '继续训练',
  discard: '丢弃',
  sampleIt: '用它采样',
  drawIt: '用它绘画',
  doneText: '其他页面的模型列表中已有这个模型。它会一直保存在本浏览器中，直到你在那里删除它。',
  unsaved:
    '其他页面的模型列表中已有这个模型，但浏览器未能保存它。请在关闭或刷新页面之前到“采样”页面下载。',
  diverged: '训练已发散：损失远高于开始时，这个模型只会生成噪声。请降低学习率后重新训练。',
  memory: '内存不足。请减小批大小，或改用更小的网络、更小的图片。',
  lost: '计算线程已崩溃，通常是因为内存不足。可以从最后保存的一步继续。',
  bug: '工作室自身出错：',
}

export const words = () => inLanguage({ en, zh })
