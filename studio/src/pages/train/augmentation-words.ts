/** The words of augmentation. */

import { inLanguage } from '../../shell/language.ts'

const en = {
  title: 'Augmentation',
  hint: 'Changes each image at random whenever it is seen, so that few of them teach more.',
  mirror: 'Mirror half of the images (not for text or digits)',
  augment: {
    augmentShift: { label: 'Move by up to so many pixels', hint: '' },
    augmentCrop: {
      label: 'Cut off up to this share',
      hint: 'of the sides, and enlarge the rest: for example 0.2.',
    },
    augmentColour: {
      label: 'Vary colours by',
      hint: 'brightness, contrast, hue and saturation: for example 0.1.',
    },
  },
  augmentProbability: {
    label: 'Share of images changed so',
    hint: 'Each change by itself. 1 is always; less suits the setting below.',
  },
  augmentCondition: {
    label: 'Tell the network how each image was changed',
    hint: 'Samples are then as the images are: neither moved nor of other colours.',
  },
}

const zh: typeof en = {
  title: '数据增强',
  hint: '每次用到图片时随机改变它，少量图片也能学得更多。',
  mirror: '镜像一半的图片（不适用于文字和数字）',
  augment: {
    augmentShift: { label: '最多平移的像素数', hint: '' },
    augmentCrop: { label: '最多裁去的比例', hint: '裁去边缘后放大其余部分，例如 0.2。' },
    augmentColour: { label: '颜色变化幅度', hint: '亮度、对比度、色相和饱和度，例如 0.1。' },
  },
  augmentProbability: {
    label: '被改变的图片比例',
    hint: '每种改变单独计算。1 表示总是改变；启用下面的选项时宜取较小的值。',
  },
  augmentCondition: {
    label: '告诉网络每张图片如何被改变',
    hint: '这样样本与原图一致，不会平移或变色。',
  },
}

export const augmentationWords = () => inLanguage({ en, zh })
