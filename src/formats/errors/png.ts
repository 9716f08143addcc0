/** What can be wrong with PNG files, by code. */

import { type ErrorCatalog, errorsOf } from '../../base/errors.ts'
import { AGAIN, type Size } from './words.ts'

export const pngErrors = {
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

export const pngError = errorsOf(pngErrors)
