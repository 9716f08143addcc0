/** Errors about the bytes of models and of images to write, in Chinese. */

import type { formatsErrors } from '../../../../src/formats/errors.ts'
import { AGAIN, type Chinese, shapeOf } from './words.ts'

type Errors = typeof formatsErrors
type Starting<Start extends string> = Pick<Errors, Extract<keyof Errors, `${Start}.${string}`>>

const raster: Chinese<Starting<'raster'>> = {
  'raster.size-invalid': ({ format, width, height }) =>
    `${format}：无法写入 ${width} × ${height} 像素的图片，宽和高须为不小于 1 的整数。`,
  'raster.bytes-mismatch': ({ format, width, height, channels, have }) =>
    `${format}：${width} × ${height} 像素、${channels} 个通道共需 ${width * height * channels} 字节，实际为 ${have} 字节。`,
}

const gif: Chinese<Starting<'gif'>> = {
  'gif.no-frames': () => 'GIF：动画至少需要一帧。',
  'gif.frames-differ': () => 'GIF：各帧的大小或通道数不一致。',
  'gif.too-large': ({ width, height, most }) =>
    `GIF：${width} × ${height} 像素过大，每边最多 ${most} 像素。`,
  'gif.delays-invalid': ({ frames, most }) =>
    `GIF：${frames} 帧需要同样多的延时，每个在 0 到 ${most} 毫秒之间。`,
}

const TENSOR_AGAIN = '请重新生成该文件。'
const after = (before: string | undefined) => (before === undefined ? '文件头' : `张量“${before}”`)

const safetensors: Chinese<Starting<'safetensors'>> = {
  'safetensors.header-truncated': ({ have }) =>
    `safetensors：只有 ${have} 字节，不足以构成文件头，${AGAIN}`,
  'safetensors.header-too-long': ({ length, most }) =>
    `safetensors：文件头有 ${length} 字节，上限为 ${most} 字节。`,
  'safetensors.header-past-end': ({ length, have }) =>
    `safetensors：文件头需要 ${length} 字节，文件只有 ${have} 字节：文件不完整，或不是 safetensors 文件。`,
  'safetensors.header-not-json': () => `safetensors：文件头不是 UTF-8 编码的 JSON，${AGAIN}`,
  'safetensors.header-not-object': () => `safetensors：文件头不是 JSON 对象，${AGAIN}`,
  'safetensors.key-repeated': ({ key }) => `safetensors：键“${key}”重复出现，${TENSOR_AGAIN}`,
  'safetensors.metadata-not-object': () => `safetensors：__metadata__ 不是对象，${TENSOR_AGAIN}`,
  'safetensors.metadata-not-text': ({ key }) =>
    `safetensors：__metadata__ 中的“${key}”不是字符串，${TENSOR_AGAIN}`,
  'safetensors.name-reserved': () => 'safetensors：张量不能命名为“__metadata__”，请换一个名称。',
  'safetensors.tensor-not-object': ({ tensor }) =>
    `safetensors：张量“${tensor}”缺少描述，${TENSOR_AGAIN}`,
  'safetensors.type-unknown': ({ tensor, type }) =>
    `safetensors：张量“${tensor}”的类型 ${JSON.stringify(type)} 未知。`,
  'safetensors.type-not-float': ({ tensor, type }) =>
    `safetensors：张量“${tensor}”的类型为 ${type}，只支持 F32、F16、BF16 和 F64。`,
  'safetensors.shape-missing': ({ tensor }) =>
    `safetensors：张量“${tensor}”没有形状，${TENSOR_AGAIN}`,
  'safetensors.size-invalid': ({ tensor, size }) =>
    `safetensors：张量“${tensor}”的形状中有 ${JSON.stringify(size)}，各维须为不小于 0 的整数。`,
  'safetensors.shape-too-large': ({ tensor }) =>
    `safetensors：张量“${tensor}”的形状超出任何文件的大小。`,
  'safetensors.partial-byte': ({ tensor, type }) =>
    `safetensors：${type} 类型的张量“${tensor}”不是整数个字节。`,
  'safetensors.offsets-missing': ({ tensor }) =>
    `safetensors：张量“${tensor}”没有一对 data_offsets，${TENSOR_AGAIN}`,
  'safetensors.offsets-outside': ({ tensor, begin, end, available }) =>
    `safetensors：张量“${tensor}”位于 ${begin}..${end}，超出 ${available} 字节的数据，${AGAIN}`,
  'safetensors.bytes-mismatch': ({ tensor, type, shape, need, have }) =>
    `safetensors：${type} 类型、形状为 ${shapeOf(shape)} 的张量“${tensor}”需要 ${need} 字节，实际有 ${have} 字节。`,
  'safetensors.overlap': ({ tensor, before }) =>
    `safetensors：张量“${tensor}”与${after(before)}重叠，${TENSOR_AGAIN}`,
  'safetensors.hole': ({ tensor, before }) =>
    `safetensors：${after(before)}与张量“${tensor}”之间有空隙，${TENSOR_AGAIN}`,
  'safetensors.too-long': ({ bytes, before }) =>
    `safetensors：${after(before)}之后还有 ${bytes} 字节，不属于任何张量，${AGAIN}`,
}

export const formats = {
  ...raster,
  ...gif,
  ...safetensors,
}
