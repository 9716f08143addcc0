/** The words of files that cannot be used. */

import { inLanguage } from '../shell/language.ts'

const en = {
  foreign: {
    image: (file: string, kind: string) =>
      `“${file}” cannot be used as an image: it seems to be ${kind}.`,
    images: (file: string, kind: string) =>
      `“${file}” cannot be trained on: it seems to be ${kind}.`,
  },
  wanted: {
    image: 'Use a PNG, JPEG, WebP, GIF or BMP image.',
    images:
      'Use PNG, JPEG, WebP, GIF or BMP images, folders or archives of them (zip, tar, Parquet, npz), or MNIST’s and CIFAR’s files.',
  },
  refused: (file?: string) => `${file ? `“${file}”` : 'The files'} cannot be used.`,
  memory: (file?: string) =>
    `There is not enough memory for ${file ? `“${file}”` : 'the files'}. Use fewer or smaller images, or close other tabs.`,
  lost: 'The compute worker has crashed, usually because memory ran out. Try again with fewer or smaller images.',
}

const zh: typeof en = {
  foreign: {
    image: (file, kind) => `“${file}”不能用作图片：它看起来是${kind}。`,
    images: (file, kind) => `“${file}”不能用于训练：它看起来是${kind}。`,
  },
  wanted: {
    image: '请使用 PNG、JPEG、WebP、GIF 或 BMP 图片。',
    images:
      '请使用 PNG、JPEG、WebP、GIF 或 BMP 图片、图片文件夹或压缩包（zip、tar、Parquet、npz），或 MNIST、CIFAR 的文件。',
  },
  refused: (file) => `无法使用${file ? `“${file}”` : '这些文件'}。`,
  memory: (file) =>
    `内存不足，无法使用${file ? `“${file}”` : '这些文件'}。请减少图片数量、缩小图片，或关闭其他标签页。`,
  lost: '计算线程已崩溃，通常是因为内存不足。请用更少或更小的图片重试。',
}

export const refusalWords = () => inLanguage({ en, zh })
