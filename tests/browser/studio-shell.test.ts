/** The studio's frame in Chromium: what every page has in common, and how a host must serve it. */

import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { barriers, overflow } from './barriers.ts'
import { describeInChromium } from './in-chromium.ts'
import { openStudio, sharedPage } from './open-studio.ts'
import { openPage } from './page.ts'
import { arrive, phone, press } from './studio.ts'

const routes = ['noise', 'train', 'sample', 'draw', 'runs'] as const

const current = (page: Page) => page.textContent('nav [aria-current="page"]')

describeInChromium('the studio’s frame', () => {
  const studio = openStudio({ littleModel: true })

  test('comes in the visitor’s language; an address that names no page leads to the first', async () => {
    const { page, errors } = await studio.visit({ language: 'zh', at: '#/nowhere?a=b' })
    expect(await page.getAttribute('html', 'lang')).toBe('zh-CN')
    expect(await current(page)).toBe('噪声')
    expect(await page.title()).toBe('噪声 · ddpm studio')
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)
    expect(errors).toEqual([])
    await page.context().close()
  })

  test('says in the visitor’s language what is wrong with a file, also after a change of it', async () => {
    const { page } = await studio.visit({ language: 'zh', at: '#/noise' })
    const buffer = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 7])
    const cut = { name: 'cut.png', mimeType: 'image/png', buffer }
    await page.locator('input[type=file]').setInputFiles(cut)
    const alert = page.getByRole('alert')
    await alert.filter({ hasText: /“cut\.png”.*PNG：文件在第 9 字节后中断/ }).waitFor()
    await press(page, 'English')
    await alert.filter({ hasText: /PNG: the file is cut short after 9 bytes/ }).waitFor()
    await page.context().close()
  })

  describe('in English', () => {
    const shared = sharedPage(async () => {
      const { page, errors } = await studio.visit()
      // a host without `ddpm studio` behind it has no runs
      const others = () => errors.filter((error) => !error.includes('/api/'))
      return {
        page,
        get errors() {
          return others()
        },
      }
    })

    test('leads to every page by keyboard, and back', async () => {
      const { page } = shared
      expect(await page.getAttribute('html', 'lang')).toBe('en')
      const names = await page.locator('nav a').allTextContents()
      expect(names).toEqual(['Noise', 'Train', 'Sample', 'Draw', 'Runs'])
      for (const name of names) {
        await page.getByRole('link', { name, exact: true }).press('Enter')
        await page.waitForFunction((title) => document.title.startsWith(title), name)
        await arrive(page)
        expect(await current(page)).toBe(name)
        expect(await page.textContent('main')).not.toMatch(/could not be loaded/)
      }
      await page.goBack()
      await page.waitForFunction(() => document.title.startsWith('Draw'))
    })

    test('a file dropped beside its field does not take the page’s place', async () => {
      const taken = await shared.page.evaluate(() =>
        ['dragover', 'drop'].map((kind) => {
          const event = new DragEvent(kind, { bubbles: true, cancelable: true })
          document.querySelector('h1')!.dispatchEvent(event)
          return event.defaultPrevented
        }),
      )
      expect(taken).toEqual([true, true])
    })

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

    test('colours and language are chosen in the bar, and remembered', async () => {
      const { page } = shared
      const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
      const light = await background()
      const themeButton = page.locator('.preferences button').first()
      await themeButton.click() // as the system, light, dark
      await themeButton.click()
      expect(await background()).not.toBe(light)
      await press(page, '中文')
      expect(await page.getAttribute('html', 'lang')).toBe('zh-CN')
      await page.reload()
      await page.waitForSelector('nav')
      expect(await page.getAttribute('html', 'lang')).toBe('zh-CN')
      expect(await page.getAttribute('html', 'data-theme')).toBe('dark')
      expect(await background()).not.toBe(light)
    })
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
