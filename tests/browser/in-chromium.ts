/** Tests for which a Chromium must be there. */

import { type Browser, chromium } from 'playwright-core'
import { describe, inject } from 'vitest'
import { chromiumPath, noChromium } from './chromium.ts'

if (!chromiumPath) console.log(`Skipped: ${noChromium}`)

/** `describe`, where there is one. */
export const describeInChromium = chromiumPath ? describe : describe.skip

/** The Chromium of all files. To close it here ends what this file has opened in it, and no more. */
export async function connect(): Promise<Browser> {
  const answer = await fetch(inject('chromium'))
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
  return await chromium.connect(text)
}
