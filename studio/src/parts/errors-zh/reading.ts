/** Errors about files of images to learn from, in Chinese. */

import type { dataErrors } from '../../../../src/data/errors.ts'
import type { data } from './data.ts'
import { type Chinese, listed, shapeOf } from './words.ts'

/** `a.png` of `a.png: what is wrong with it`, which is in English. */
const fileOf = (example: string) => example.split(': ')[0]

export const reading: Chinese<Omit<typeof dataErrors, keyof typeof data>> = {
  'image.not-an-image': ({ named, seems }) =>
    `该文件${named === undefined ? '不是图片' : `名为 ${named}`}，而其中${seems === 'empty' ? '没有内容' : seems === 'text' ? '是文本' : '是其他数据'}，请重新复制或下载，或移除该文件。`,
  'image.kind-unsupported': ({ kind, known }) =>
    `此处无法读取 ${kind} 图片，请转换为以下格式之一：${known.join('、')}。`,
  'images.beside-classes': ({ place, images, example }) =>
    `${place} 中除类别子文件夹外还有 ${images} 张图片（如 ${example}），请把它们移入子文件夹，或把所有图片放进同一个文件夹。`,
  'images.broken': ({ place, images, broken, example }) =>
    `${place} 的 ${images} 张图片中有 ${broken} 张已损坏（如 ${fileOf(example)}），请替换或移除。`,
  'data.unrecognised': ({ place, found, more }) => {
    const names = `${listed(found)}${more > 0 ? ` 等 ${found.length + more} 项` : ''}`
    const held = found.length === 0 ? '其中没有文件' : `其中有 ${names}`
    return `${place} 中没有可用的图片（${held}），请选择图片文件夹或 IDX 文件。`
  },
  'digits.option-invalid': ({ option, value, least }) =>
    `数字数据的 ${option} 为 ${value}，须为不小于 ${least} 的整数。`,
  'sprites.option-invalid': ({ option, value, least }) =>
    `像素画数据的 ${option} 为 ${value}，须为不小于 ${least} 的整数。`,
  'idx.not-images': ({ shape }) =>
    `文件中的数组为 ${shapeOf(shape)}，图片应为（张数, 高, 宽）或（张数, 高, 宽, 通道），是否与标签文件弄反了？`,
  'idx.not-labels': ({ shape }) =>
    `文件中的数组为 ${shapeOf(shape)}，标签应为（张数），是否与图片文件弄反了？`,
  'idx.labels-mismatch': ({ labels, images, file }) =>
    `文件中有 ${labels} 个标签，而 ${file} 有 ${images} 张图片，请使用配套的两个文件，或不使用标签。`,
  'archive.too-large': ({ place, most }) =>
    `${place} 解压后超过 ${most} 字节，这是压缩 tar 的上限：请先解压（gunzip），或改用 zip 存放图片。`,
  'cifar.bytes-mismatch': ({ have, record }) =>
    `文件有 ${have} 字节，而 CIFAR 每张图片占 ${record} 字节，请重新复制或下载。`,
  'cifar.label-out-of-range': ({ label, most }) =>
    `文件中有标签 ${label}，而最后一个类别是 ${most}，请重新复制或下载。`,
  'numpy.images-missing': ({ place, found }) =>
    `${place} 有多个数组（${listed(found)}），但没有名为 images 的：请将图片命名为 images，类别命名为 labels。`,
  'numpy.several-sets': ({ name, example }) =>
    `有多个名为 ${name} 的数组，例如 ${example}：请只保留一个。`,
  'numpy.not-images': ({ shape }) =>
    `文件中的数组为 ${shapeOf(shape)}，图片应为（张数, 高, 宽）、（张数, 高, 宽, 通道）或（张数, 通道, 高, 宽），通道数为 1 到 4，边长不超过 1024。`,
  'numpy.range-unclear': ({ type, low, high }) =>
    `图片是 ${type} 类型的数，范围为 ${low} 到 ${high}，无法确定黑白对应的值：请使用 0 到 255 的 uint8，或 0 到 1、-1 到 1 的浮点数。`,
  'numpy.labels-mismatch': ({ shape, images }) =>
    `标签数组为 ${shapeOf(shape)}，而图片有 ${images} 张：请为每张图片给出一个数字或名称。`,
  'numpy.label-out-of-range': ({ label, most }) =>
    `标签 ${label} 超出范围，须为 0 到 ${most} 的整数，或名称。`,
  'metadata.line-invalid': ({ line }) => `第 ${line} 行不是 JSON 对象：请改正，或移走该文件。`,
  'metadata.file-name-missing': ({ columns }) =>
    `缺少 file_name 列（现有：${listed(columns)}）：请添加，或移走该文件。`,
  'parquet.images-missing': ({ columns }) =>
    `Parquet：没有存放图片的列（现有：${listed(columns)}）：请将其命名为 image，每行存放一个图片文件的字节。`,
  'parquet.codec-unsupported': ({ codec }) =>
    `Parquet：文件使用 ${codec} 压缩：请改用 snappy、zstd 或 gzip 重新写出。`,
  'parquet.corrupt': ({ reason }) => `Parquet：文件已损坏（${reason}），请重新复制或下载。`,
  'parquet.image-missing': ({ row }) => `Parquet：第 ${row} 行没有图片，请删去该行。`,
  'packed.not-images': () => '该文件不是打包的图片集：请用 ddpm pack 生成。',
  'packed.classes-too-long': ({ dataset }) =>
    `${dataset} 的类别名称共超过 128 KiB：请使用更短的名称。`,
  'packed.changed': () => '读取时打包的图片集变短了：请重新打包。',
}
