/** Runs an example as a user does: against the package by its name, in a folder of its own. */

import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const tsx = pathToFileURL(join(root, 'node_modules/tsx/dist/esm/index.mjs')).href

/** A folder that the tests of a file leave their images in, and what runs an example there. */
export function inOwnFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'ddpm-examples-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const run = (name: string, args: readonly string[], env: Record<string, string> = {}) =>
    execFileSync(process.execPath, ['--import', tsx, join(root, 'examples', name), ...args], {
      ...{ cwd: folder, env: { ...process.env, ...env }, encoding: 'utf8' },
    })
  return { folder, run }
}
