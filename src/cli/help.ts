/** Pieces of help texts. */

/** Lines of a word and what it means, under a heading, for the end of a help text. */
export function list(heading: string, lines: readonly (readonly [string, string])[]): string {
  const width = Math.max(...lines.map(([word]) => word.length))
  const rows = lines.map(([word, meaning]) => `  ${word.padEnd(width)}  ${meaning}`)
  return `\n${heading}:\n${rows.join('\n')}`
}

/** A list of commands with what each does. */
export const examples = (lines: readonly (readonly [command: string, purpose: string])[]) =>
  list('Examples', lines)
