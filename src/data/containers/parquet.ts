/** Parquet files of images as the files in them: a row group is read when one of its images is wanted. */

import { DdpmError } from '../../base/errors.ts'
import {
  type AsyncBuffer,
  type CompressionCodec,
  type FileMetaData,
  openParquetReader,
  type ParquetReader,
} from '../../formats/parquet-reader.ts'
import type { RandomAccess } from '../../formats/random-access.ts'
import { parquetError } from '../errors/parquet.ts'
import type { DataFile } from '../source.ts'
import { accessOf } from './access.ts'
import { wordOf } from './label-words.ts'
import { type ParquetColumns, parquetColumns } from './parquet-columns.ts'

const READ: readonly CompressionCodec[] = ['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'ZSTD']
/** Whatever the reader throws at damage, as an error of ours. */
async function orCorrupt<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (cause) {
    if (cause instanceof DdpmError) throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw parquetError('parquet.corrupt', { reason }, { cause })
  }
}

const bufferOf = (access: RandomAccess): AsyncBuffer => ({
  byteLength: access.size,
  slice: async (start, end) => new Uint8Array(await access.read(start, end ?? access.size)).buffer,
})

interface Group {
  readonly start: number
  readonly end: number
}

/** The rows of each row group, which may not be more than the file has bits. */
function groupsOf({ row_groups: groups }: FileMetaData, size: number): Group[] {
  let at = 0
  return groups.map(({ num_rows: rows }) => {
    const [start, end] = [at, at + Number(rows)]
    if (!(end >= start && end <= 8 * size)) throw new RangeError(`${rows} rows`)
    at = end
    return { start, end }
  })
}

/** @throws {DdpmError} `parquet.codec-unsupported` */
function checkCodecs({ row_groups: groups }: FileMetaData, { image, label }: ParquetColumns): void {
  for (const { columns } of groups) {
    for (const { meta_data: meta } of columns) {
      if (!meta || ![image, label].includes(meta.path_in_schema[0])) continue
      if (READ.includes(meta.codec)) continue
      throw parquetError('parquet.codec-unsupported', { codec: meta.codec })
    }
  }
}

/** An image as its row holds it. */
function imageBytes(value: unknown): Uint8Array | undefined {
  if (value instanceof Uint8Array) return value
  const bytes = (value as { bytes?: unknown } | null | undefined)?.bytes
  return bytes instanceof Uint8Array ? bytes : undefined
}

/** The images of one file, of which those of a row group or two are in memory. */
class ParquetImages {
  readonly #groups: readonly Group[]
  readonly #readRows: (group: Group) => Promise<readonly (Uint8Array | undefined)[]>
  readonly #held = new Map<number, Promise<readonly (Uint8Array | undefined)[]>>()

  constructor(
    groups: readonly Group[],
    readRows: (group: Group) => Promise<readonly (Uint8Array | undefined)[]>,
  ) {
    this.#groups = groups
    this.#readRows = readRows
  }

  /** @throws {DdpmError} `parquet.corrupt`, `parquet.image-missing` */
  async bytes(row: number): Promise<Uint8Array> {
    const number = this.#groups.findIndex(({ end }) => row < end)
    const group = this.#groups[number]
    const rows = this.#held.get(number) ?? this.#readRows(group)
    this.#held.set(number, rows)
    for (const other of this.#held.keys())
      if (this.#held.size > 2 && other !== number) this.#held.delete(other)
    const bytes = (await rows)[row - group.start]
    if (!bytes) throw parquetError('parquet.image-missing', { row })
    return bytes
  }
}

interface Opened {
  readonly reader: ParquetReader
  readonly file: AsyncBuffer
  readonly metadata: FileMetaData
  readonly columns: ParquetColumns
}

const rowsOf = async (
  { reader, file, metadata }: Opened,
  column: string,
  { start, end }: Group,
) => {
  const rows = await reader.parquetReadObjects({
    ...{ file, metadata, columns: [column], rowStart: start, rowEnd: end },
    ...{ utf8: false, compressors: reader.compressors },
  })
  return rows.map((row): unknown => row[column])
}

/** A class number by its name, a word as it is. */
function className(value: unknown, names: readonly string[] | undefined): string | undefined {
  const word = wordOf(value instanceof Uint8Array ? new TextDecoder().decode(value) : value)
  return word === undefined ? undefined : (names?.[Number(word)] ?? word)
}

async function classesOf(opened: Opened, groups: readonly Group[]) {
  const { label, names } = opened.columns
  if (label === undefined) return []
  const classes: (string | undefined)[] = []
  for (const group of groups) {
    for (const value of await rowsOf(opened, label, group)) classes.push(className(value, names))
  }
  return classes
}

async function open(access: RandomAccess): Promise<Opened> {
  const reader = await openParquetReader()
  const file = bufferOf(access)
  const metadata = await reader.parquetMetadataAsync(file)
  const columns = parquetColumns(metadata)
  checkCodecs(metadata, columns)
  return { reader, file, metadata, columns }
}

export const isParquet = (head: Uint8Array) =>
  new TextDecoder('latin1').decode(head.subarray(0, 4)) === 'PAR1'

/**
 * The images of a Parquet file with their classes.
 * @throws {DdpmError} `parquet.images-missing`, `parquet.codec-unsupported`, `parquet.corrupt`
 */
export async function parquetFiles(file: DataFile): Promise<DataFile[]> {
  const access = await accessOf(file)
  return await orCorrupt(async () => {
    const opened = await open(access)
    const groups = groupsOf(opened.metadata, access.size)
    const classes = await classesOf(opened, groups)
    const images = new ParquetImages(groups, (group) =>
      orCorrupt(async () => (await rowsOf(opened, opened.columns.image, group)).map(imageBytes)),
    )
    const count = groups.at(-1)?.end ?? 0
    return Array.from({ length: count }, (_, row): DataFile => {
      const name = classes[row]
      return {
        ...{ path: `${row}.png`, place: `${file.place}[${row}]`, bytes: () => images.bytes(row) },
        ...(name !== undefined && { className: name }),
      }
    })
  })
}
