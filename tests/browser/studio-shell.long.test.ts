/** The studio's frame in Chromium: who can use each page, and hosts that send no headers. */

import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { barriers, overflow } from './barriers.ts'
import { describeInChromium } from './in-chromium.ts'
import { openStudio, sharedPage, withoutApi } from './open-studio.ts'
import { openPage } from './page.ts'
import { phone, press } from './studio.ts'

const routes = ['noise', 'train', 'sample', 'draw', 'runs'] as const

describeInChromium('the studio’s frame', () => {
  const studio = openStudio({ littleModel: true })

  describe('in English', () => {
    const shared = sharedPage(async () => withoutApi(await studio.visit()))

    test.each(routes)(
      '%s keeps nobody out, in light and in dark, and fits a phone in both languages',
      async (route) => {
        const { page } = shared
        await page.setViewportSize({ width: 1280, height: 720 })
        await page.evaluate((hash) => {
          location.hash = hash
        }, `#/${route}`)
        await page.waitForFunction(
          (name) => document.querySelector('nav [aria-current]')?.getAttribute('href') === name,
          `#/${route}`,
        )
        await page.getByRole('heading', { level: 1 }).waitFor()
        expect(await barriers(page)).toEqual([])
        await page.emulateMedia({ colorScheme: 'dark' })
        expect(await barriers(page)).toEqual([])
        await page.emulateMedia({ colorScheme: 'light' })
        await page.setViewportSize(phone)
        expect(await overflow(page)).toBe(0)
        await press(page, '中文')
        await page.waitForFunction(() => document.documentElement.lang === 'zh-CN')
        expect(await overflow(page)).toBe(0)
        await press(page, 'English')
      },
    )
  })

  describe('on a host that sends no headers', () => {
    /** Waits for what a network has computed. */
    const computed = (page: Page) => page.getByRole('img', { name: /predicted image/ }).waitFor()

    const threads = (page: Page) =>
      page.workers().filter((worker) => worker.url().includes('/thread-')).length

    test('isolates itself by one reload', async () => {
      const { page, errors } = await openPage(studio.browser, studio.plainAddress)
      await page.waitForFunction(() => crossOriginIsolated)
      const loads: unknown[] = []
      page.on('load', () => loads.push('again'))
      await computed(page)
      expect(threads(page)).toBeGreaterThan(0)
      expect(await page.evaluate(() => performance.getEntriesByType('navigation'))).toMatchObject([
        { type: 'reload' },
      ])
      expect(loads.length).toBeLessThanOrEqual(1) // the end of the first reload, if that was not over
      expect(errors).toEqual([])
      await page.context().close()
    })

    test('computes in one thread where isolation is off', async () => {
      const { page, errors } = await studio.visitPlain({ at: '?isolation=off' })
      await computed(page)
      expect(await page.evaluate(() => crossOriginIsolated)).toBe(false)
      expect(threads(page)).toBe(0)
      expect(errors).toEqual([])
      await page.context().close()
    })
  })
})
