/** The words of the noise page. */

import { inLanguage } from '../../shell/language.ts'

const en = {
  title: 'From an image to noise, and back',
  intro:
    'Diffusion models learn from images with added noise. Drag t to the right, and noise covers the image step by step. A trained network predicts the original image and the noise from each noisy image; that is all it ever learns.',
  examples: { digits: 'Digit', sprites: 'Sprite' },
  others: { digits: 'Another handwriting', sprites: 'Other sprites' },
  anotherNoise: 'Other noise',
  drop: 'Or drop your own image here.',
  choose: 'Choose an image',
  timestep: 'Timestep t',
  play: 'Play',
  stop: 'Pause',
  schedule: 'Noise schedule',
  scheduleHint: (trained: string | undefined) =>
    `How fast noise covers the image.${trained ? ` The network was trained with ${trained}.` : ''}`,
  compare: 'Compare with',
  nothing: 'nothing',
  original: 'The image x₀',
  noisy: (t: number) => `The noisy image x at t = ${t}`,
  image: (t: number) => `The predicted image at t = ${t}`,
  noise: 'The predicted noise ε',
  left: 'image √ᾱ',
  added: 'noise √(1−ᾱ)',
  snr: 'signal-to-noise ratio ᾱ/(1−ᾱ)',
  alphaBar: 'ᾱ: remaining share of the image’s power',
  beta: 'β: noise added at each step',
  logSnr: 'Signal-to-noise ratio (logarithmic)',
  chartHint: 'Click a chart to go to that t.',
}

const zh: typeof en = {
  title: '从图片到噪声，再回到图片',
  intro:
    '扩散模型从加了噪声的图片中学习。向右拖动 t，噪声会一步步覆盖图片。训练好的网络根据带噪图片预测原图和噪声，它学习的就是这一件事。',
  examples: { digits: '数字', sprites: '像素画' },
  others: { digits: '换一种笔迹', sprites: '换一组像素画' },
  anotherNoise: '换一份噪声',
  drop: '也可以把自己的图片拖到这里。',
  choose: '选择图片',
  timestep: '时间步 t',
  play: '播放',
  stop: '暂停',
  schedule: '噪声调度',
  scheduleHint: (trained) => `噪声覆盖图片的快慢。${trained ? `该网络使用 ${trained} 训练。` : ''}`,
  compare: '对比',
  nothing: '不对比',
  original: '原图 x₀',
  noisy: (t: number) => `带噪图片 x（t = ${t}）`,
  image: (t: number) => `预测的图片（t = ${t}）`,
  noise: '预测的噪声 ε',
  left: '图片 √ᾱ',
  added: '噪声 √(1−ᾱ)',
  snr: '信噪比 ᾱ/(1−ᾱ)',
  alphaBar: 'ᾱ：图片功率的剩余比例',
  beta: 'β：每一步加入的噪声',
  logSnr: '信噪比（对数）',
  chartHint: '点击图表可跳到对应的 t。',
}

export const words = () => inLanguage({ en, zh })
