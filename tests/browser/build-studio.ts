/**
 * Before all tests: builds the studio where it is missing, once for all files that look at it.
 * `npm test` has just built it; who runs vitest by hand sees the studio as it was built last.
 */

import { existsSync } from 'node:fs'
import { build } from 'vite'
import { STUDIO } from './studio-folder.ts'

export default async function buildStudio(): Promise<void> {
  if (existsSync(`${STUDIO}/index.html`)) return
  await build({
    configFile: `${import.meta.dirname}/../../studio/vite.config.ts`,
    logLevel: 'warn',
  })
}
