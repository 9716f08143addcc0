/** The words of the frame. */

import { inLanguage } from './language.ts'

const en = {
  pages: 'Pages',
  page: { noise: 'Noise', train: 'Train', sample: 'Sample', draw: 'Draw', runs: 'Runs' },
  theme: { system: 'Colours: auto', light: 'Colours: light', dark: 'Colours: dark' },
  otherLanguage: '中文',
  loading: 'Loading…',
  pageFailed: 'This page could not be loaded. Check the network connection, then reload.',
  oneThread:
    'This page computes on one thread, because its host does not send the headers that threads need (COOP and COEP). Everything works, but more slowly.',
  foot: 'Everything is computed on your own processor. Nothing leaves this page.',
}

const zh: typeof en = {
  pages: '页面',
  page: { noise: '噪声', train: '训练', sample: '采样', draw: '绘画', runs: '运行' },
  theme: { system: '配色：自动', light: '配色：浅色', dark: '配色：深色' },
  otherLanguage: 'English',
  loading: '加载中…',
  pageFailed: '页面加载失败：请检查网络，然后刷新重试。',
  oneThread:
    '网站没有发送多线程所需的响应头（COOP 和 COEP），因此本页面只用一个线程计算。所有功能均可使用，但速度较慢。',
  foot: '所有计算都由你自己的处理器完成，数据不会离开本页面。',
}

export const words = () => inLanguage({ en, zh })
