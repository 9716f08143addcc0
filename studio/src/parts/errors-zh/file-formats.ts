/** Errors about the bytes of files that are read, in Chinese. */

import type { formatsErrors } from '../../../../src/formats/errors.ts'
import type { formats } from './formats.ts'
import { pythonFormats } from './python-formats.ts'
import { AGAIN, type Chinese, shapeOf } from './words.ts'

type Errors = typeof formatsErrors
type Starting<Start extends string> = Pick<Errors, Extract<keyof Errors, `${Start}.${string}`>>

const gzip: Chinese<Starting<'gzip'>> = {
  'gzip.signature-missing': () => 'gzip：文件开头不是 1f 8b，请使用 gzip 文件或未压缩的文件。',
  'gzip.corrupt': () => `gzip：数据已损坏或不完整，${AGAIN}`,
  'gzip.too-long': ({ limit }) => `gzip：解压后超过应有的 ${limit} 字节，${AGAIN}`,
}

const idx: Chinese<Starting<'idx'>> = {
  'idx.header-truncated': ({ have, need }) =>
    `IDX：文件头需要 ${need} 字节，文件只有 ${have} 字节，${AGAIN}`,
  'idx.signature-missing': ({ magic }) =>
    `IDX：文件以 ${magic} 开头，而不是 0000 08 和维数，请使用 IDX 文件。`,
  'idx.type-unsupported': ({ type }) => `IDX：元素类型为 ${type}，只支持无符号字节（0x08）。`,
  'idx.no-dimensions': () => `IDX：文件没有声明任何维度，${AGAIN}`,
  'idx.size-invalid': ({ size, shape }) =>
    `IDX：形状 ${shapeOf(shape)} 中有 ${size}，各维须为不小于 1 的整数。`,
  'idx.shape-too-large': ({ shape }) => `IDX：形状 ${shapeOf(shape)} 超出任何文件的大小，${AGAIN}`,
  'idx.bytes-mismatch': ({ shape, need, have }) =>
    `IDX：形状 ${shapeOf(shape)} 需要 ${need} 字节，实际有 ${have} 字节，${have < need ? '文件不完整' : '文件过长'}，${AGAIN}`,
  'idx.declares-too-much': ({ declared, possible, compressed }) =>
    `IDX：文件头声明了 ${declared} 字节，而 ${compressed} 字节的 gzip 数据最多接受 ${possible} 字节，${AGAIN}`,
  'idx.array-mismatch': ({ shape, have }) =>
    `IDX：${have} 字节与形状 ${shapeOf(shape)} 不符，或维数超过 255。`,
}

const bmp: Chinese<Starting<'bmp'>> = {
  'bmp.truncated': ({ bytes }) => `BMP：文件在第 ${bytes} 字节后中断，${AGAIN}`,
  'bmp.header-invalid': ({ width, height, depth }) =>
    `BMP：文件头声明 ${width} × ${height} 像素、${depth} 位，该格式不允许，${AGAIN}`,
  'bmp.compression-unsupported': ({ compression }) =>
    `BMP：不支持压缩的像素（方式 ${compression}），请把图片另存为 PNG。`,
  'bmp.too-large': ({ width, height, most }) =>
    `BMP：${width} × ${height} 像素过大，最多 ${most} 像素。`,
  'bmp.palette-too-short': ({ index }) => `BMP：图片已损坏（调色板中没有颜色 ${index}），${AGAIN}`,
}

const png: Chinese<Starting<'png'>> = {
  'png.signature-missing': () => 'PNG：文件开头不是 PNG 的标识，请使用 PNG 文件，或改正扩展名。',
  'png.truncated': ({ bytes }) => `PNG：文件在第 ${bytes} 字节后中断，${AGAIN}`,
  'png.header-missing': () => `PNG：文件开头没有文件头，${AGAIN}`,
  'png.header-repeated': () => `PNG：文件有多个文件头，${AGAIN}`,
  'png.header-invalid': ({ width, height, colourType, depth }) =>
    `PNG：文件头声明 ${width} × ${height} 像素、颜色类型 ${colourType}、${depth} 位，该格式不允许，${AGAIN}`,
  'png.methods-unknown': ({ compression, filter, interlace }) =>
    `PNG：文件头中有未知的方法（压缩 ${compression}、滤波 ${filter}、隔行 ${interlace}），${AGAIN}`,
  'png.too-large': ({ width, height, most }) =>
    `PNG：${width} × ${height} 像素过大，最多 ${most} 像素。`,
  'png.declares-too-much': ({ compressed, declared }) =>
    `PNG：${compressed} 字节的数据不可能包含所声明的 ${declared} 字节，${AGAIN}`,
  'png.data-too-long': ({ compressed, declared }) =>
    `PNG：声明为 ${declared} 字节，数据却有 ${compressed} 字节，${AGAIN}`,
  'png.checksum-wrong': ({ chunk }) => `PNG：图片已损坏（${chunk} 的校验和不符），${AGAIN}`,
  'png.data-corrupt': ({ reason }) => `PNG：图片已损坏（${reason}），${AGAIN}`,
  'png.rows-mismatch': () => `PNG：图片已损坏（行数与声明不符），${AGAIN}`,
  'png.filter-unknown': ({ filter }) =>
    `PNG：图片已损坏（有一行使用未知的滤波 ${filter}），${AGAIN}`,
  'png.palette-missing': () => `PNG：缺少调色板，${AGAIN}`,
  'png.palette-too-short': ({ index }) => `PNG：图片已损坏（调色板中没有颜色 ${index}），${AGAIN}`,
  'png.transparency-invalid': () => `PNG：图片已损坏（透明色的通道数不符），${AGAIN}`,
}

const npy: Chinese<Starting<'npy'>> = {
  'npy.signature-missing': () => 'npy：文件开头不是 NumPy 数组的标识，请用 numpy.save 写出。',
  'npy.header-invalid': () => `npy：数组的文件头已损坏，${AGAIN}`,
  'npy.type-unsupported': ({ type }) =>
    `npy：无法读取 ${type} 类型的元素：图片请用 uint8（Python 中为 array.astype("uint8")），标签请用整数或字符串。`,
  'npy.bytes-mismatch': ({ shape, need, have }) =>
    `npy：形状 ${shapeOf(shape)} 需要 ${need} 字节，实际有 ${have} 字节，${AGAIN}`,
}

const tar: Chinese<Starting<'tar'>> = {
  'tar.header-corrupt': ({ at }) => `tar：第 ${at} 字节处的文件头已损坏，${AGAIN}`,
  'tar.truncated': ({ entry }) => `tar：文件在 ${entry} 处中断，${AGAIN}`,
  'tar.sparse': ({ entry }) => `tar：${entry} 以稀疏方式存放，无法读取：请解包后使用文件夹。`,
}

const zip: Chinese<Starting<'zip'>> = {
  'zip.directory-missing': () => `zip：缺少文件列表，文件不完整或不是 zip，${AGAIN}`,
  'zip.directory-corrupt': () => `zip：文件列表已损坏，${AGAIN}`,
  'zip.in-parts': () => 'zip：该压缩包分成了多个文件，请先合并。',
  'zip.encrypted': ({ entry }) => `zip：${entry} 已加密：请用密码解压后使用文件夹。`,
  'zip.method-unsupported': ({ entry, method }) =>
    `zip：${entry} 使用压缩方法 ${method}，只支持存储和 deflate：请解压后使用文件夹。`,
  'zip.entry-corrupt': ({ entry }) => `zip：${entry} 已损坏，${AGAIN}`,
  'zip.declares-too-much': ({ entry, declared, compressed }) =>
    `zip：${entry} 声明了 ${declared} 字节，超出上限，或压缩后的 ${compressed} 字节无法容纳，${AGAIN}`,
}

export const fileFormats: Chinese<Omit<Errors, keyof typeof formats>> = {
  ...gzip,
  ...idx,
  ...bmp,
  ...png,
  ...npy,
  ...tar,
  ...zip,
  ...pythonFormats,
}
