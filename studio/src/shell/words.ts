/** The words of the frame. */

import { inLanguage } from './language.ts'

const en = {
  pages: 'Pages',
  page: { noise: 'Noise', train: 'Train', sample: 'Sample', draw: 'Draw', runs: 'Runs' },
  theme: { system: 'Colours: auto', light: 'Colours: light', dark: 'Colours: dark' },
  otherLanguage: '中文',
  loading: 'Loading…',
  pageFailed: 'This page could not be loaded: is the network there? Reload to try again.',
  oneThread:
    'This page computes in one thread: its host does not send the headers that threads need (COOP and COEP). Everything works, more slowly.',
  foot: 'Everything is computed in this page, by your own processor. Nothing leaves it.',
}

const zh: typeof en = {
  pages: '页面',
  page: { noise: '噪声', train: '训练', sample: '采样', draw: '绘画', runs: '运行' },
  theme: { system: '配色：自动', light: '配色：浅色', dark: '配色：深色' },
  otherLanguage: 'English',
  loading: '加载中…',
  pageFailed: '页面加载失败：请检查网络，然后刷新重试。',
  oneThread:
    '本页面只用一个线程计算：网站没有发送多线程所需的响应头（COOP 和 COEP）。一切功能可用，只是较慢。',
  foot: '一切都在本页面由你自己的处理器计算，数据不会离开这里。',
}

export const words = () => inLanguage({ en, zh })
