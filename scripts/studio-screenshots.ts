/**
 * Screenshots of the studio's pages, for `docs/`: as a visitor comes to them, with the training page at
 * the end of a training.
 *
 * npx tsx scripts/studio-screenshots.ts [noise train sample draw] [--out docs/images]
 *   [--language en|zh] [--scheme light|dark] [--phone] [--steps 800]
 * npx tsx scripts/studio-screenshots.ts runs --server http://localhost:8080/   (a running `ddpm studio`)
 */

import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { launch } from '../tests/browser/chromium.ts'
import { phone, serveStudio, type Visit, visit } from '../tests/browser/studio.ts'

const { values, positionals } = parseArgs({
  options: {
    out: { type: 'string', default: 'docs/images' },
    language: { type: 'string', default: 'en' },
    scheme: { type: 'string', default: 'light' },
    phone: { type: 'boolean', default: false },
    steps: { type: 'string', default: '800' },
    server: { type: 'string' },
  },
  allowPositionals: true,
})

const HOUR = 3_600_000

const ready = (page: Page, what: string) => page.locator(what).first().waitFor({ timeout: HOUR })

/** What a scene waits for and does before its screenshot is taken. */
const scenes: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  noise: async (page) => {
    await ready(page, '.panels figure:nth-child(3) canvas')
    await page.locator('input[type=range]').first().fill('520')
    await page.locator('.panels').getByText('520').nth(1).waitFor({ timeout: HOUR }) // predicted there
  },
  train: async (page) => {
    await page.locator('input[type=range]').first().fill(values.steps)
    await page.locator('button.main').click()
    await ready(page, 'a[href*="#/sample"].main')
    await page.waitForTimeout(1000)
  },
  sample: async (page) => {
    await ready(page, '[aria-busy="false"] .picks button:nth-child(4)')
    await page.locator('.picks button').nth(3).click()
    await ready(page, '.trajectory ~ .field input')
    await page.locator('.trajectory ~ .field input').fill('8')
  },
  runs: async (page) => {
    await ready(page, '.chart canvas')
    await page.waitForLoadState('networkidle') // curves and grids are there
  },
  draw: async (page) => {
    await ready(page, '.desk .picks button')
    await ready(page, '.desk .stack > .stack .hint') // how long it took: the variations are finished
  },
}

const { server } = values
const asked =
  positionals.length > 0
    ? positionals
    : Object.keys(scenes).filter((name) => server || name !== 'runs')
const [browser, site] = [await launch(), await serveStudio()]
try {
  for (const name of asked) {
    const comes: Visit = {
      at: `#/${name}`,
      language: values.language as Visit['language'],
      scheme: values.scheme as Visit['scheme'],
      ...(values.phone ? phone : {}),
    }
    const host = name === 'runs' && server ? { address: server } : site
    const { page, errors } = await visit(browser, host, comes)
    await scenes[name](page)
    const path = join(values.out, `studio-${name}.png`)
    await page.screenshot({ path, fullPage: true })
    console.log(path, ...errors)
    await page.context().close()
  }
} finally {
  await browser.close()
  await site.close()
}
