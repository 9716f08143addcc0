/** Tests for which a Chromium must be there. */

import { describe } from 'vitest'
import { chromiumPath, noChromium } from './chromium.ts'

if (!chromiumPath) console.log(`Skipped: ${noChromium}`)

/** `describe`, where there is one. */
export const describeInChromium = chromiumPath ? describe : describe.skip
