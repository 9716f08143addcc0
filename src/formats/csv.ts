/** Tables as comma-separated values (RFC 4180): quotes, quoted commas and line breaks, a byte order mark. */

/** One field, quoted or not, and what ends it. */
const FIELD = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y

/** The rows of a table, each with its fields; empty lines are left out. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  const fields = new RegExp(FIELD)
  fields.lastIndex = text.startsWith('\ufeff') ? 1 : 0
  for (;;) {
    const at = fields.lastIndex
    const found = fields.exec(text)
    if (!found) {
      fields.lastIndex = at + 1 // a stray quote
      continue
    }
    const [, quoted, plain, end] = found
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === ',') continue
    if (row.length > 1 || row[0] !== '') rows.push(row)
    row = []
    if (fields.lastIndex >= text.length) return rows
  }
}
