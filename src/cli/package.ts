/** What the package says of itself. */

import { readFileSync } from 'node:fs'

export interface AboutPackage {
  readonly version: string
  /** Where bugs are reported. */
  readonly bugs: string
}

/** Read from package.json, two folders up from here in src and in dist alike. */
export function aboutPackage(): AboutPackage {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  const { version, bugs } = JSON.parse(text) as { version: string; bugs?: { url: string } }
  return { version, bugs: bugs?.url ?? 'the place this package came from' }
}
