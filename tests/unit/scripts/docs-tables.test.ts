import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tables, withTables } from '../../../scripts/docs/tables.ts'

const docs = join(import.meta.dirname, '../../../docs')
const texts = readdirSync(docs)
  .filter((name) => name.endsWith('.md'))
  .map((name) => [name, readFileSync(join(docs, name), 'utf8')] as const)

test.each(texts)(
  'the tables of %s are those of the definitions (npm run docs:tables)',
  (_, text) => {
    expect(withTables(text)).toBe(text)
  },
)

test('every table stands in a document', () => {
  for (const name of Object.keys(tables)) {
    expect(
      texts.some(([, text]) => text.includes(`<!-- table: ${name} -->`)),
      name,
    ).toBe(true)
  }
})

test('a table that is unknown is refused', () => {
  expect(() => withTables('<!-- table: nothing -->\n<!-- end -->')).toThrow(
    'no table is named nothing',
  )
})
