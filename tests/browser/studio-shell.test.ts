/** The studio's frame in Chromium: what every page has in common, and how a host must serve it. */

import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { describeInChromium } from './in-chromium.ts'
import { openStudio, sharedPage, withoutApi } from './open-studio.ts'
import { arrive, press } from './studio.ts'

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
    const shared = sharedPage(async () => withoutApi(await studio.visit()))

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
})
