/** Pieces of help texts. */

/** A list of commands with what each does, for the end of a help text. */
export function examples(lines: readonly (readonly [command: string, purpose: string])[]): string {
  const width = Math.max(...lines.map(([command]) => command.length))
  const rows = lines.map(([command, purpose]) => `  ${command.padEnd(width)}  ${purpose}`)
  return `\nExamples:\n${rows.join('\n')}`
}
