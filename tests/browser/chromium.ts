/** A Chromium to look at pages with, where there is one. */

import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

export const chromiumPath = [process.env['CHROMIUM_PATH'], ...usual].find(
  (place) => place && existsSync(place),
)

export const noChromium = `there is no Chromium at CHROMIUM_PATH nor at ${usual.join(', ')}`

/**
 * Without its sandbox, which containers forbid: it only ever sees pages of ours. They also keep
 * /dev/shm small.
 */
export function launch(): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-dev-shm-usage']
  return chromium.launch({ executablePath: chromiumPath, args })
}
