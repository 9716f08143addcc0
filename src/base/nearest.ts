/** The word a user probably meant. */

/** Edits (insert, delete, replace, swap of neighbours) from one word to another. */
function distance(a: string, b: string): number {
  const rows = [...Array(a.length + 1)].map((_, i) => {
    return [...Array(b.length + 1)].map((_, j) => (i && j ? 0 : i + j))
  })
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const replace = rows[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)
      rows[i][j] = Math.min(replace, rows[i - 1][j] + 1, rows[i][j - 1] + 1)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1)
    }
  }
  return rows[a.length][b.length]
}

/** ` (did you mean "linear"?)`, or nothing where no known word is near. */
export function nearest(word: string, known: readonly string[]): string {
  const lower = word.toLowerCase().slice(0, 64)
  const [best] = known
    .map((candidate) => ({ candidate, edits: distance(lower, candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits)
  const near = best && best.edits <= Math.max(2, Math.floor(best.candidate.length / 3))
  return near ? ` (did you mean "${best.candidate}"?)` : ''
}
