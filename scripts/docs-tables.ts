/** `npm run docs:tables`: makes the generated tables of the docs again. */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withTables } from './docs/tables.ts'

const docs = join(import.meta.dirname, '../docs')

for (const name of readdirSync(docs).filter((file) => file.endsWith('.md'))) {
  const path = join(docs, name)
  const before = readFileSync(path, 'utf8')
  const after = withTables(before)
  if (after === before) continue
  writeFileSync(path, after)
  process.stdout.write(`${path}\n`)
}
