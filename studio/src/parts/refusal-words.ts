/** The words of files that cannot be used. */

import { inLanguage } from '../shell/language.ts'

const en = {
  foreign: {
    image: (file: string, kind: string) =>
      `“${file}” cannot be used as a picture: it seems to be ${kind}.`,
    images: (file: string, kind: string) =>
      `“${file}” cannot be learnt from: it seems to be ${kind}.`,
  },
  wanted: {
    image: 'What can be used is a PNG, JPEG, WebP, GIF or BMP picture.',
    images:
      'What can be used are PNG, JPEG, WebP, GIF or BMP pictures, folders of them, or IDX files such as MNIST’s.',
  },
  refused: (file?: string) => `${file ? `“${file}”` : 'The files'} could not be used.`,
  memory: (file?: string) =>
    `There is not enough memory for ${file ? `“${file}”` : 'the files'}. Use fewer or smaller images, or close other tabs.`,
  lost: 'The computing part of this page has crashed, usually for want of memory. Try again, with fewer or smaller images.',
}

const zh: typeof en = {
  foreign: {
    image: (file, kind) => `“${file}”不能用作图片：它看起来是${kind}。`,
    images: (file, kind) => `“${file}”不能用来学习：它看起来是${kind}。`,
  },
  wanted: {
    image: '可以使用 PNG、JPEG、WebP、GIF 或 BMP 图片。',
    images:
      '可以使用 PNG、JPEG、WebP、GIF 或 BMP 图片、装有图片的文件夹，或 MNIST 那样的 IDX 文件。',
  },
  refused: (file) => `无法使用${file ? `“${file}”` : '这些文件'}。`,
  memory: (file) =>
    `内存不足，无法使用${file ? `“${file}”` : '这些文件'}。请减少图片数量、缩小图片，或关闭其他标签页。`,
  lost: '页面的计算部分崩溃了，通常是内存不足所致。请用更少或更小的图片重试。',
}

export const refusalWords = () => inLanguage({ en, zh })
