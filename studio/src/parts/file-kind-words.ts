/** What kinds of files are called. */

import type { FileKind } from '../shell/file-kind.ts'
import { inLanguage } from '../shell/language.ts'

const en: Readonly<Record<FileKind, string>> = {
  empty: 'an empty file',
  safetensors: 'a safetensors file',
  png: 'a PNG image',
  jpeg: 'a JPEG image',
  gif: 'a GIF image',
  webp: 'a WebP image',
  bmp: 'a BMP image',
  avif: 'an AVIF image',
  heic: 'a HEIC photo',
  idx: 'a dataset in IDX format',
  gzip: 'a gzip archive',
  pytorch: 'a PyTorch checkpoint (a pickle in a ZIP archive)',
  pickle: 'a Python pickle',
  zip: 'a ZIP archive',
  onnx: 'an ONNX model',
  gguf: 'a GGUF model',
  hdf5: 'an HDF5 file',
  numpy: 'a NumPy array',
  tar: 'a tar archive',
  parquet: 'a Parquet file',
  pdf: 'a PDF document',
  video: 'a video',
  json: 'a JSON file',
  text: 'a text file',
  unknown: 'a file of an unknown kind',
}

const zh: typeof en = {
  empty: '空文件',
  safetensors: ' safetensors 文件',
  png: ' PNG 图片',
  jpeg: ' JPEG 图片',
  gif: ' GIF 图片',
  webp: ' WebP 图片',
  bmp: ' BMP 图片',
  avif: ' AVIF 图片',
  heic: ' HEIC 照片',
  idx: ' IDX 格式的数据集',
  gzip: ' gzip 压缩包',
  pytorch: ' PyTorch 检查点（ZIP 中的 pickle）',
  pickle: ' Python pickle 文件',
  zip: ' ZIP 压缩包',
  onnx: ' ONNX 模型',
  gguf: ' GGUF 模型',
  hdf5: ' HDF5 文件',
  numpy: ' NumPy 数组',
  tar: ' tar 归档文件',
  parquet: ' Parquet 文件',
  pdf: ' PDF 文档',
  video: '视频',
  json: ' JSON 文本',
  text: '文本文件',
  unknown: '无法识别的文件',
}

export const kindWords = () => inLanguage({ en, zh })
