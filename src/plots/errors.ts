/** What a chart or a sheet cannot show, by code. */

import { type ErrorCatalog, errorsOf } from '../base/errors.ts'

export const plotsErrors = {
  'sheet.captions-mismatch': ({ images, captions }: { images: number; captions: number }) =>
    `there are ${captions} captions for ${images} images: give one for each`,
} satisfies ErrorCatalog

export const plotsError = errorsOf(plotsErrors)
