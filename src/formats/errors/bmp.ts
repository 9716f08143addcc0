/** What can be wrong with BMP files, by code. */

import { type ErrorCatalog, errorsOf } from '../../base/errors.ts'
import { AGAIN, type Size } from './words.ts'

export const bmpErrors = {
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

export const bmpError = errorsOf(bmpErrors)
