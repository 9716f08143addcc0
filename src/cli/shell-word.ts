/** Paths inside the commands that the command line suggests. */

/**
 * A path as one word of a shell command: in single quotes where it needs some, or on Windows, where
 * no path has one, in double quotes.
 */
export function shellWord(path: string, platform: string = process.platform): string {
  if (platform === 'win32') return /^[\w.:/\\-]+$/.test(path) ? path : `"${path}"`
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`
}
