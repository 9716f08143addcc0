/** Errors about images that are to be one set, in Chinese. */

import type { datasetErrors } from '../../../../src/data/errors/dataset.ts'
import type { imageSetErrors } from '../../../../src/data/errors/images.ts'
import { type Chinese, listed, shapeOf } from './words.ts'

const SIZES_SHOWN = 3

function sizesOf(sizes: readonly { readonly size: string; readonly count: number }[]): string {
  const shown = listed(
    sizes.slice(0, SIZES_SHOWN).map(({ size, count }) => `${size} 的 ${count} 张`),
  )
  const more = sizes.length - SIZES_SHOWN
  return more > 0 ? `${shown}，另有 ${more} 种大小` : shown
}

export const data: Chinese<typeof datasetErrors & typeof imageSetErrors> = {
  'dataset.size-invalid': ({ dataset, key, value }) =>
    `${dataset} 的 ${key} 为 ${value}，须为不小于 1 的整数。`,
  'dataset.images-not-bytes': ({ dataset }) => `${dataset} 的图片不是 0 到 255 的字节。`,
  'dataset.bytes-mismatch': ({ dataset, shape, need, have }) =>
    `${dataset} 有 ${have} 字节，而 ${shape[0]} 张 ${shapeOf(shape.slice(1))} 的图片需要 ${need} 字节。`,
  'dataset.labels-mismatch': ({ dataset, labels, images }) =>
    `${dataset} 有 ${images} 张图片，却有 ${labels} 个标签，每张图片须有一个标签。`,
  'dataset.label-out-of-range': ({ dataset, index, label, most }) =>
    `${dataset} 的标签 ${index} 为 ${label}，须为 0 到 ${most} 的整数。`,
  'dataset.count-out-of-range': ({ dataset, count, most }) =>
    `无法从 ${dataset} 中取 ${count} 张图片，须为 1 到 ${most} 的整数。`,
  'dataset.single-image': ({ dataset }) =>
    `${dataset} 只有一张图片，而验证需要一张不参与训练的图片，请再添加一些。`,
  'dataset.share-out-of-range': ({ share }) => `比例为 ${share}，须大于 0 且小于 1。`,
  'dataset.index-out-of-range': ({ dataset, index, count }) =>
    `${dataset} 中没有图片 ${index}，编号为 0 到 ${count - 1}。`,
  'dataset.batch-too-small': ({ need, have }) => `图片需要 ${need} 个数值，数组只有 ${have} 个。`,
  'images.none': ({ dataset }) => `${dataset} 中没有图片，请添加图片。`,
  'images.sizes-differ': ({ dataset, sizes }) =>
    `${dataset} 中的图片大小不一（${sizesOf(sizes)}），请选择统一的大小。`,
  'images.class-missing': ({ dataset, without, images }) =>
    `${dataset} 的 ${images} 张图片中有 ${without} 张没有类别，其余都有，请为每张图片指定类别，或都不指定。`,
  'images.too-many-classes': ({ dataset, classes, most }) =>
    `${dataset} 有 ${classes} 个类别，最多 ${most} 个，请合并一些类别。`,
  'images.channels-fixed': ({ dataset, channels }) =>
    `${dataset} 的图片有 ${channels} 个通道，只有 1 到 4 个通道的图片才能缩放：请不要指定图片大小和背景。`,
  'images.too-large': ({ dataset, bytes, most }) =>
    `${dataset} 需要 ${bytes} 字节，上限为 ${most} 字节，请选择更小的图片大小，或减少图片。`,
  'image.channels-mismatch': ({ given, wanted }) =>
    `图片有 ${given} 个通道，模型为 ${wanted} 个，而只有灰度和 RGB（带或不带透明度）可以互相转换，请使用通道数相同的图片。`,
}
