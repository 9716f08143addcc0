/** `metadata.csv` and `metadata.jsonl` beside images, as Hugging Face's imagefolder has them. */

import { DdpmError } from '../../base/errors.ts'
import { readCsv } from '../../formats/csv.ts'
import { metadataError } from '../errors/metadata.ts'
import type { DataFile, ReadOptions } from '../source.ts'
import { wordOf } from './label-words.ts'

/** Columns that may hold the class, the first that is there. */
const LABELS = ['label', 'labels', 'class', 'class_name']
const FILE_NAME = 'file_name'

type Row = Readonly<Record<string, unknown>>

export const isMetadata = ({ path }: DataFile) => /(^|\/)metadata\.(csv|jsonl)$/i.test(path)

function csvRows(text: string): Row[] {
  const [names = [], ...rows] = readCsv(text)
  return rows.map((fields): Row => {
    return Object.fromEntries(names.map((name, i): [string, unknown] => [name.trim(), fields[i]]))
  })
}

function jsonRow(line: string, number: number): Row {
  try {
    const row: unknown = JSON.parse(line)
    if (typeof row === 'object' && row !== null) return row as Row
  } catch {}
  throw metadataError('metadata.line-invalid', { line: number })
}

const jsonRows = (text: string): Row[] =>
  text.split('\n').flatMap((line, i): Row[] => (line.trim() === '' ? [] : [jsonRow(line, i + 1)]))

/** What the rows say of the files beside them. */
function classesIn(rows: readonly Row[], onUnused: (columns: readonly string[]) => void) {
  const columns = [...new Set(rows.slice(0, 100).flatMap((row) => Object.keys(row)))]
  if (!columns.includes(FILE_NAME)) {
    throw metadataError('metadata.file-name-missing', { columns: columns.slice(0, 8) })
  }
  const label = LABELS.find((name) => columns.includes(name))
  const unused = columns.filter((name) => name !== FILE_NAME && name !== label)
  if (unused.length > 0) onUnused(unused)
  if (label === undefined) return undefined
  return rows.map((row): [string, string | undefined] => [
    String(row[FILE_NAME]).replace(/^\.\//, ''),
    wordOf(row[label]),
  ])
}

/**
 * The classes of images by their paths, as the metadata files say them.
 * @throws {DdpmError} `metadata.line-invalid`, `metadata.file-name-missing`, naming the file
 */
export async function metadataClasses(
  files: readonly DataFile[],
  { onNotice }: ReadOptions,
): Promise<Map<string, string | undefined>> {
  const classes = new Map<string, string | undefined>()
  for (const file of files.filter(isMetadata)) {
    const text = new TextDecoder().decode(await file.bytes())
    const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1)
    try {
      const rows = /csv$/i.test(file.path) ? csvRows(text) : jsonRows(text)
      const found = classesIn(rows, (columns) => {
        onNotice?.(`${file.place}: not used: ${columns.slice(0, 8).join(', ')}`)
      })
      for (const [name, label] of found ?? []) classes.set(folder + name, label)
    } catch (error) {
      throw error instanceof DdpmError ? error.in(file.place) : error
    }
  }
  return classes
}
