/** A Chromium to look at pages with, where there is one. */

import { existsSync } from 'node:fs'
import { type Browser, type BrowserServer, chromium } from 'playwright-core'

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

export const chromiumPath = [process.env['CHROMIUM_PATH'], ...usual].find(
  (place) => place && existsSync(place),
)

export const noChromium = `there is no Chromium at CHROMIUM_PATH nor at ${usual.join(', ')}`

/** Without its sandbox, which containers forbid, and with little in /dev/shm, which they keep small. */
const args = ['--no-sandbox', '--disable-dev-shm-usage']

/** For pages of ours alone. */
export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath, args })

/** One that other processes connect to. */
export const launchServer = (): Promise<BrowserServer> =>
  chromium.launchServer({ executablePath: chromiumPath, args })
