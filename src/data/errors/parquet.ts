/** What can be wrong with Parquet files of images, by code. */

import { type ErrorCatalog, errorsOf } from '../../base/errors.ts'

export const parquetErrors = {
  'parquet.images-missing': ({ columns }: { columns: readonly string[] }) =>
    `Parquet: no column holds images (there are ${columns.join(', ') || 'none'}): name it image, with ` +
    'the bytes of an image file in each row, as the datasets of Hugging Face have it',
  'parquet.codec-unsupported': ({ codec }: { codec: string }) =>
    `Parquet: the file is compressed by ${codec}: write it again with snappy, zstd or gzip`,
  'parquet.corrupt': ({ reason }: { reason: string }) =>
    `Parquet: the file is corrupt (${reason}): copy or download it again`,
  'parquet.image-missing': ({ row }: { row: number }) =>
    `Parquet: row ${row} has no image: take the row out`,
} satisfies ErrorCatalog

export const parquetError = errorsOf(parquetErrors)
