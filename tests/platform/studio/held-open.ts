/** What a server holds open, as Linux reports it. */

import { readdirSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Running } from '../run-cli.ts'

/** Targets of its file descriptors. */
export function openBy({ child }: Running): string[] {
  const folder = `/proc/${child.pid}/fd`
  return readdirSync(folder).flatMap((name) => {
    try {
      return readlinkSync(join(folder, name))
    } catch {
      return [] // closed meanwhile
    }
  })
}
