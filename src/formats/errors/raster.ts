/** What can be wrong with rows of pixels to write, by code. */

import { type ErrorCatalog, errorsOf } from '../../base/errors.ts'
import type { Size } from './words.ts'

export const rasterErrors = {
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

export const rasterError = errorsOf(rasterErrors)
