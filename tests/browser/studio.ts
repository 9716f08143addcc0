/** The built studio on a host, and pages that a test looks at. */

import { resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { type OpenPage, openPage } from './page.ts'
import { openSite, type Site, type SiteOptions } from './site.ts'
import { STUDIO } from './studio-folder.ts'

const models = resolve(import.meta.dirname, '../../models')

/** The studio with its bundled models, by default isolated, so that it computes in threads. */
export const serveStudio = (options: Partial<SiteOptions> = {}): Promise<Site> =>
  openSite(STUDIO, { isolated: true, ...options, mounts: { models, ...options.mounts } })

/** How a visitor comes. */
export interface Visit {
  /** What follows the host's address: `#/train`, `?isolation=off#/noise`. Default: nothing. */
  readonly at?: string
  readonly language?: 'en' | 'zh'
  readonly scheme?: 'light' | 'dark'
  /** Pixels. Default 1280 by 720. */
  readonly width?: number
  readonly height?: number
}

export const phone = { width: 390, height: 844 } as const

/** Resolves when the page has not changed for half a second, or after ten. */
const settle = (page: Page) =>
  page.evaluate(async () => {
    let last = performance.now()
    const observer = new MutationObserver(() => {
      last = performance.now()
    })
    observer.observe(document, { subtree: true, childList: true, attributes: true })
    const end = last + 10_000
    while (performance.now() < Math.min(last + 500, end)) {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    observer.disconnect()
  })

/** Waits for the page that the address names, and for what it shows first. */
export async function arrive(page: Page): Promise<void> {
  await page.waitForSelector('main > :not(.hint)') // not the notice that it is coming
  await settle(page)
}

/** A first visit: nothing is remembered. Motion is reduced, so that what is seen holds still. */
export async function visit(
  browser: Browser,
  { address }: Site,
  { at = '', language = 'en', scheme = 'light', width = 1280, height = 720 }: Visit = {},
): Promise<OpenPage> {
  const opened = await openPage(browser, `${address}${at}`, {
    ...{ viewport: { width, height }, colorScheme: scheme, reducedMotion: 'reduce' },
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
  })
  await arrive(opened.page)
  return opened
}
