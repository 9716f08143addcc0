/** What can be wrong with the files that say images' classes, by code. */

import { type ErrorCatalog, errorsOf } from '../../base/errors.ts'

export const metadataErrors = {
  'metadata.line-invalid': ({ line }: { line: number }) =>
    `line ${line} is not a JSON object: correct the line, or take the file out`,
  'metadata.file-name-missing': ({ columns }: { columns: readonly string[] }) =>
    `the column file_name is missing (there are ${columns.join(', ') || 'none'}): add it, or take the ` +
    'file out',
} satisfies ErrorCatalog

export const metadataError = errorsOf(metadataErrors)
