/** The words of the noise page. */

import { inLanguage } from '../../shell/language.ts'

const en = {
  title: 'From a picture to noise, and back',
  intro:
    'Diffusion models learn from pictures that noise was added to. Drag t from 0 to the right: the picture drowns step by step. A trained network looks at each noisy picture and says which picture and which noise it sees in it; that is all it ever learns.',
  digit: 'Digit',
  anotherHand: 'Another handwriting',
  anotherNoise: 'Other noise',
  drop: 'Or drop a picture of your own here.',
  choose: 'Choose a picture',
  timestep: 'Timestep t',
  play: 'Play',
  stop: 'Pause',
  schedule: 'Noise schedule',
  scheduleHint: (trained: string | undefined) =>
    `How fast the picture drowns.${trained ? ` The network was trained with ${trained}.` : ''}`,
  compare: 'Compare with',
  nothing: 'nothing',
  original: 'The picture x₀',
  noisy: (t: number) => `Noisy picture x at t = ${t}`,
  image: (t: number) => `The network sees this picture at t = ${t}`,
  noise: 'and this noise ε',
  left: 'picture left √ᾱ',
  added: 'noise added √(1−ᾱ)',
  snr: 'signal to noise ᾱ/(1−ᾱ)',
  alphaBar: 'ᾱ: share of the picture’s power that is left',
  beta: 'β: noise added by each step',
  logSnr: 'Signal to noise ratio (logarithmic)',
  chartHint: 'Click in a chart to go to that t.',
}

const zh: typeof en = {
  title: '从图片到噪声，再回来',
  intro:
    '扩散模型从加了噪声的图片中学习。把 t 从 0 向右拖动，图片会一步步被噪声淹没。训练好的网络看着每一张带噪图片，说出它从中看到的图片和噪声；它学会的就只有这件事。',
  digit: '数字',
  anotherHand: '换一种笔迹',
  anotherNoise: '换一份噪声',
  drop: '也可以把你自己的图片拖到这里。',
  choose: '选择图片',
  timestep: '时间步 t',
  play: '播放',
  stop: '暂停',
  schedule: '噪声调度',
  scheduleHint: (trained) =>
    `图片被淹没的快慢。${trained ? `这个网络是用 ${trained} 训练的。` : ''}`,
  compare: '对比',
  nothing: '不对比',
  original: '原图 x₀',
  noisy: (t: number) => `t = ${t} 时的带噪图片 x`,
  image: (t: number) => `t = ${t} 时网络看到的图片`,
  noise: '以及看到的噪声 ε',
  left: '剩余图片 √ᾱ',
  added: '加入噪声 √(1−ᾱ)',
  snr: '信噪比 ᾱ/(1−ᾱ)',
  alphaBar: 'ᾱ：图片功率剩下的比例',
  beta: 'β：每一步加入的噪声',
  logSnr: '信噪比（对数）',
  chartHint: '点击图表可以跳到对应的 t。',
}

export const words = () => inLanguage({ en, zh })
