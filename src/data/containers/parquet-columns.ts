/** Which columns of a Parquet file are images and classes, as Hugging Face's `datasets` writes them. */

import type { FileMetaData, SchemaElement } from '../../formats/parquet-reader.ts'
import { parquetError } from '../errors/parquet.ts'

export interface ParquetColumns {
  /** Of {bytes, path}, or of bytes. */
  readonly image: string
  readonly label?: string
  /** What the class numbers mean. */
  readonly names?: readonly string[]
}

interface Feature {
  readonly _type?: unknown
  readonly names?: unknown
}

const IMAGES = ['image', 'img', 'images']
const LABELS = ['label', 'labels', 'fine_label', 'class', 'class_name']

/** What Hugging Face says of the columns, in the file's metadata. */
function featuresOf({ key_value_metadata: pairs = [] }: FileMetaData): Record<string, Feature> {
  const text = pairs.find(({ key }) => key === 'huggingface')?.value
  try {
    const said: unknown = JSON.parse(text ?? '{}')
    const features = (said as { info?: { features?: unknown } } | null)?.info?.features
    return typeof features === 'object' && features !== null
      ? (features as Record<string, Feature>)
      : {}
  } catch {
    return {}
  }
}

/** The columns at the top, with the names of what is in them. */
function columnsOf(schema: readonly SchemaElement[]): Map<string, readonly SchemaElement[]> {
  const columns = new Map<string, readonly SchemaElement[]>()
  let at = 1
  while (at < schema.length) {
    const start = at
    for (let left = 1; left > 0 && at < schema.length; at++) {
      left += (schema[at].num_children ?? 0) - 1
    }
    columns.set(schema[start].name, schema.slice(start, at))
  }
  return columns
}

const isBytes = (elements: readonly SchemaElement[]) =>
  elements.some(
    ({ name, type }, i) =>
      type === 'BYTE_ARRAY' && (i > 0 ? name === 'bytes' : elements.length === 1),
  )

/** @throws {DdpmError} `parquet.images-missing` */
export function parquetColumns(metadata: FileMetaData): ParquetColumns {
  const columns = columnsOf(metadata.schema)
  const features = featuresOf(metadata)
  const ofType = (type: string) =>
    [...columns.keys()].filter((name) => features[name]?._type === type)
  const image = [...ofType('Image'), ...IMAGES].find((name) => {
    const elements = columns.get(name)
    return elements && isBytes(elements)
  })
  if (image === undefined) {
    throw parquetError('parquet.images-missing', { columns: [...columns.keys()].slice(0, 8) })
  }
  const label = [...LABELS, ...ofType('ClassLabel')].find((name) => columns.get(name)?.length === 1)
  if (label === undefined) return { image }
  const names = features[label]?.names
  const isNamed = Array.isArray(names) && names.every((name) => typeof name === 'string')
  return { image, label, ...(isNamed && { names: names as string[] }) }
}
