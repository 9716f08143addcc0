/** The reader of Parquet files, hyparquet, with the compressions that it lacks and bounds for its pages. */

import { gunzipSync } from 'fflate'
import type { Compressors } from 'hyparquet'
import { DEFLATE_MAX_RATIO } from './gunzip.ts'

export type { AsyncBuffer, CompressionCodec, FileMetaData, SchemaElement } from 'hyparquet'

/** Snappy copies 64 bytes for 3 at best. */
const SNAPPY_MAX_RATIO = 32
/** Columns of equal labels shrink without end by zstd. */
const ALWAYS = 1 << 20

/** Room for a page, refused where its compressed bytes cannot hold it. */
function room(input: Uint8Array, length: number, ratio: number): Uint8Array {
  if (length >= 0 && length <= Math.max(ALWAYS, ratio * input.length)) return new Uint8Array(length)
  throw new RangeError(`a page declares ${length} bytes`)
}

/** The readers are large, and are loaded for a Parquet file alone. */
export async function openParquetReader() {
  const [reader, zstd] = await Promise.all([import('hyparquet'), import('fzstd')])
  const compressors: Compressors = {
    SNAPPY(input, length) {
      const page = room(input, length, SNAPPY_MAX_RATIO)
      reader.snappyUncompress(input, page)
      return page
    },
    GZIP: (input, length) => gunzipSync(input, { out: room(input, length, DEFLATE_MAX_RATIO) }),
    ZSTD: (input, length) => zstd.decompress(input, room(input, length, DEFLATE_MAX_RATIO)),
  }
  return { ...reader, compressors }
}

export type ParquetReader = Awaited<ReturnType<typeof openParquetReader>>
