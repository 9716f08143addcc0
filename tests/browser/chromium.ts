/** A Chromium to test in, where there is one. */

import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import { describe } from 'vitest'

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

const path = [process.env['CHROMIUM_PATH'], ...usual].find((place) => place && existsSync(place))

if (!path) {
  console.log(`Skipped, as there is no Chromium: none at CHROMIUM_PATH nor at ${usual.join(', ')}`)
}

/** `describe`, where there is a Chromium. */
export const describeInChromium = path ? describe : describe.skip

/** Without its sandbox, which containers forbid: it only ever sees pages of ours. */
export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: path, args: ['--no-sandbox'] })
}
