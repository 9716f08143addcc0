/** What can be wrong with bytes, by code: each format's facts, then the next move. */

import { type ErrorCatalog, errorsOf } from '../base/errors.ts'
import { npyErrors, tarErrors, zipErrors } from './archive-errors.ts'

const AGAIN = 'copy or download the file again'

interface Size {
  readonly width: number
  readonly height: number
}

const listed = (shape: readonly unknown[]) => `(${shape.join(', ')})`

const rasterErrors = {
  'raster.size-invalid': ({ format, width, height }: Size & { format: string }) =>
    `${format}: an image of ${width} x ${height} pixels cannot be written: use whole numbers from 1`,
  'raster.bytes-mismatch': ({
    format,
    width,
    height,
    channels,
    have,
  }: Size & { format: string; channels: number; have: number }) =>
    `${format}: ${width} x ${height} pixels of ${channels} channels take ` +
    `${width * height * channels} bytes, and there are ${have}: give one byte per value`,
} satisfies ErrorCatalog

const gifErrors = {
  'gif.no-frames': () => 'GIF: an animation needs at least one frame',
  'gif.frames-differ': () =>
    'GIF: the frames differ in size or channels: give frames that are alike',
  'gif.too-large': ({ width, height, most }: Size & { most: number }) =>
    `GIF: ${width} x ${height} pixels are too many: a side holds at most ${most}`,
  'gif.delays-invalid': ({ frames, most }: { frames: number; most: number }) =>
    `GIF: ${frames} frames need as many delays, each from 0 to ${most} ms`,
} satisfies ErrorCatalog

const gzipErrors = {
  'gzip.signature-missing': () =>
    'gzip: the bytes do not begin with 1f 8b: give a gzip file, or one that is not compressed',
  'gzip.corrupt': () => `gzip: the stream is corrupt or cut short: ${AGAIN}`,
  'gzip.too-long': ({ limit }: { limit: number }) =>
    `gzip: the stream holds more than the ${limit} bytes expected: ${AGAIN}`,
} satisfies ErrorCatalog

const idxErrors = {
  'idx.header-truncated': ({ have, need }: { have: number; need: number }) =>
    `IDX: the header takes ${need} bytes, and the file has ${have}: ${AGAIN}`,
  'idx.signature-missing': ({ magic }: { magic: string }) =>
    `IDX: the file begins with ${magic}, not with 0000 08 and its dimensions: give an IDX file`,
  'idx.type-unsupported': ({ type }: { type: string }) =>
    `IDX: the elements are of type ${type}: only unsigned bytes (0x08) are read`,
  'idx.no-dimensions': () => `IDX: the file declares no dimensions: ${AGAIN}`,
  'idx.size-invalid': ({ size, shape }: { size: number; shape: readonly number[] }) =>
    `IDX: the shape ${listed(shape)} has the size ${size}: use whole numbers from 1`,
  'idx.shape-too-large': ({ shape }: { shape: readonly number[] }) =>
    `IDX: the shape ${listed(shape)} is larger than any file: ${AGAIN}`,
  'idx.bytes-mismatch': ({
    shape,
    need,
    have,
  }: {
    shape: readonly number[]
    need: number
    have: number
  }) =>
    `IDX: the shape ${listed(shape)} takes ${need} bytes, and ${have} follow: the file ` +
    `${have < need ? 'is cut short' : 'is too long'}; ${AGAIN}`,
  'idx.declares-too-much': ({
    declared,
    possible,
    compressed,
  }: {
    declared: number
    possible: number
    compressed: number
  }) =>
    `IDX: the header declares ${declared} bytes, and at most ${possible} are accepted from a ` +
    `gzip stream of ${compressed} bytes: ${AGAIN}`,
  'idx.array-mismatch': ({ shape, have }: { shape: readonly number[]; have: number }) =>
    `IDX: ${have} bytes do not fill the shape ${listed(shape)}, or it has more than 255 dimensions`,
} satisfies ErrorCatalog

const pngErrors = {
  'png.signature-missing': () =>
    'PNG: the file does not begin as a PNG does: give a PNG, or correct the name’s ending',
  'png.truncated': ({ bytes }: { bytes: number }) =>
    `PNG: the file is cut short after ${bytes} bytes: ${AGAIN}`,
  'png.header-missing': () => `PNG: the file does not begin with a header: ${AGAIN}`,
  'png.header-repeated': () => `PNG: the file has more than one header: ${AGAIN}`,
  'png.header-invalid': ({
    width,
    height,
    colourType,
    depth,
  }: Size & { colourType: number; depth: number }) =>
    `PNG: the header declares ${width} x ${height} pixels of colour type ${colourType} with ` +
    `${depth} bits, which the format does not have: ${AGAIN}`,
  'png.methods-unknown': ({
    compression,
    filter,
    interlace,
  }: {
    compression: number
    filter: number
    interlace: number
  }) =>
    `PNG: the header names unknown methods (compression ${compression}, filter ${filter}, ` +
    `interlace ${interlace}): ${AGAIN}`,
  'png.too-large': ({ width, height, most }: Size & { most: number }) =>
    `PNG: ${width} x ${height} pixels are too many: at most ${most} are read`,
  'png.declares-too-much': ({ compressed, declared }: { compressed: number; declared: number }) =>
    `PNG: ${compressed} bytes of data cannot hold the ${declared} bytes declared: ${AGAIN}`,
  'png.data-too-long': ({ compressed, declared }: { compressed: number; declared: number }) =>
    `PNG: ${compressed} bytes of data are too many for the ${declared} bytes declared: ${AGAIN}`,
  'png.checksum-wrong': ({ chunk }: { chunk: string }) =>
    `PNG: the image is corrupt (wrong checksum of ${chunk}): ${AGAIN}`,
  'png.data-corrupt': ({ reason }: { reason: string }) =>
    `PNG: the image is corrupt (${reason}): ${AGAIN}`,
  'png.rows-mismatch': () =>
    `PNG: the image is corrupt (its rows are not those it declares): ${AGAIN}`,
  'png.filter-unknown': ({ filter }: { filter: number }) =>
    `PNG: the image is corrupt (a row has the unknown filter ${filter}): ${AGAIN}`,
  'png.palette-missing': () => `PNG: the palette is missing: ${AGAIN}`,
  'png.palette-too-short': ({ index }: { index: number }) =>
    `PNG: the image is corrupt (its palette has no colour ${index}): ${AGAIN}`,
  'png.transparency-invalid': () =>
    `PNG: the image is corrupt (its transparent colour has other channels): ${AGAIN}`,
} satisfies ErrorCatalog

const bmpErrors = {
  'bmp.truncated': ({ bytes }: { bytes: number }) =>
    `BMP: the file is cut short after ${bytes} bytes: ${AGAIN}`,
  'bmp.header-invalid': ({ width, height, depth }: Size & { depth: number }) =>
    `BMP: the header declares ${width} x ${height} pixels of ${depth} bits, which the format does ` +
    `not have: ${AGAIN}`,
  'bmp.compression-unsupported': ({ compression }: { compression: number }) =>
    `BMP: the pixels are compressed (kind ${compression}), which is not read: save the image as PNG`,
  'bmp.too-large': ({ width, height, most }: Size & { most: number }) =>
    `BMP: ${width} x ${height} pixels are too many: at most ${most} are read`,
  'bmp.palette-too-short': ({ index }: { index: number }) =>
    `BMP: the image is corrupt (its palette has no colour ${index}): ${AGAIN}`,
} satisfies ErrorCatalog

interface Tensor {
  readonly tensor: string
}

const after = (before: string | undefined) =>
  before === undefined ? 'the header' : `tensor "${before}"`

const safetensorsErrors = {
  'safetensors.header-truncated': ({ have }: { have: number }) =>
    `safetensors: ${have} bytes are too few for a header: ${AGAIN}`,
  'safetensors.header-too-long': ({ length, most }: { length: string; most: number }) =>
    `safetensors: the header takes ${length} bytes, and ${most} are the limit`,
  'safetensors.header-past-end': ({ length, have }: { length: string; have: number }) =>
    `safetensors: the header takes ${length} bytes, and the file has ${have}: it is cut short or ` +
    'not a safetensors file',
  'safetensors.header-not-json': () => `safetensors: the header is not JSON in UTF-8: ${AGAIN}`,
  'safetensors.header-not-object': () => `safetensors: the header is not a JSON object: ${AGAIN}`,
  'safetensors.key-repeated': ({ key }: { key: string }) =>
    `safetensors: the key "${key}" appears twice: write the file again`,
  'safetensors.metadata-not-object': () =>
    'safetensors: __metadata__ is not an object: write the file again',
  'safetensors.metadata-not-text': ({ key }: { key: string }) =>
    `safetensors: "${key}" in __metadata__ is not a string: write the file again`,
  'safetensors.name-reserved': () =>
    'safetensors: no tensor can be named "__metadata__": choose another name',
  'safetensors.tensor-not-object': ({ tensor }: Tensor) =>
    `safetensors: tensor "${tensor}" is not described: write the file again`,
  'safetensors.type-unknown': ({ tensor, type }: Tensor & { type: unknown }) =>
    `safetensors: tensor "${tensor}" has the unknown type ${JSON.stringify(type)}`,
  'safetensors.type-not-float': ({ tensor, type }: Tensor & { type: string }) =>
    `safetensors: tensor "${tensor}" is ${type}: numbers are read from F32, F16, BF16 and F64`,
  'safetensors.shape-missing': ({ tensor }: Tensor) =>
    `safetensors: tensor "${tensor}" has no shape: write the file again`,
  'safetensors.size-invalid': ({ tensor, size }: Tensor & { size: unknown }) =>
    `safetensors: tensor "${tensor}" has the size ${JSON.stringify(size)}: use whole numbers from 0`,
  'safetensors.shape-too-large': ({ tensor }: Tensor) =>
    `safetensors: the shape of tensor "${tensor}" is larger than any file`,
  'safetensors.partial-byte': ({ tensor, type }: Tensor & { type: string }) =>
    `safetensors: tensor "${tensor}" of ${type} does not end on a whole byte`,
  'safetensors.offsets-missing': ({ tensor }: Tensor) =>
    `safetensors: tensor "${tensor}" has no pair of data_offsets: write the file again`,
  'safetensors.offsets-outside': ({
    tensor,
    begin,
    end,
    available,
  }: Tensor & { begin: number; end: number; available: number }) =>
    `safetensors: tensor "${tensor}" lies at ${begin}..${end}, outside the ${available} bytes of ` +
    `data: ${AGAIN}`,
  'safetensors.bytes-mismatch': ({
    tensor,
    type,
    shape,
    need,
    have,
  }: Tensor & { type: string; shape: readonly unknown[]; need: number; have: number }) =>
    `safetensors: tensor "${tensor}" of ${type} ${listed(shape)} takes ${need} bytes, and has ${have}`,
  'safetensors.overlap': ({ tensor, before }: Tensor & { before: string | undefined }) =>
    `safetensors: tensor "${tensor}" overlaps ${after(before)}: write the file again`,
  'safetensors.hole': ({ tensor, before }: Tensor & { before: string | undefined }) =>
    `safetensors: tensor "${tensor}" leaves a hole after ${after(before)}: write the file again`,
  'safetensors.too-long': ({ bytes, before }: { bytes: number; before: string | undefined }) =>
    `safetensors: ${bytes} bytes follow ${after(before)} and belong to no tensor: ${AGAIN}`,
} satisfies ErrorCatalog

/** Every code of this room. */
export const formatsErrors = {
  ...rasterErrors,
  ...gifErrors,
  ...gzipErrors,
  ...idxErrors,
  ...npyErrors,
  ...pngErrors,
  ...bmpErrors,
  ...safetensorsErrors,
  ...tarErrors,
  ...zipErrors,
}

export const formatsError = errorsOf(formatsErrors)
