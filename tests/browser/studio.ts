/** The built studio on a host, and pages that a test looks at. */

import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
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

/** Waits for the page that the address names. */
export async function arrive(page: Page): Promise<void> {
  await page.waitForSelector('main > :not(.hint)') // not the notice that it is coming
}

/** A first visit: nothing is remembered. Motion is reduced, so that what is seen holds still. */
export async function visit(
  browser: Browser,
  { address }: Pick<Site, 'address'>,
  { at = '', language = 'en', scheme = 'light', width = 1280, height = 720 }: Visit = {},
): Promise<OpenPage> {
  const opened = await openPage(browser, `${address}${at}`, {
    ...{ viewport: { width, height }, colorScheme: scheme, reducedMotion: 'reduce' },
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
  })
  await arrive(opened.page)
  return opened
}

/** What a canvas shows: the same letters for the same pixels. */
export async function seen(canvas: Locator): Promise<string> {
  const url = await canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL())
  return createHash('sha256').update(url).digest('base64')
}

/** The greens of a canvas, pixel by pixel: all there is of a grey image. */
export async function greensOf(canvas: Locator) {
  return await canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement
    const { data } = (element as HTMLCanvasElement)
      .getContext('2d')!
      .getImageData(0, 0, width, height)
    return { width, height, greens: Array.from(data).filter((_, i) => i % 4 === 1) }
  })
}

/** Moves a slider as a visitor does. */
export async function slide(page: Page, name: string | RegExp, value: number): Promise<void> {
  await page.getByRole('slider', { name }).fill(String(value))
}

/** Drops a file where files may be dropped. @param place as its button is called */
export async function drop(
  page: Page,
  place: string,
  file: { readonly name: string; readonly bytes: Uint8Array },
): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    async ({ name, base64 }) => {
      const response = await fetch(`data:application/octet-stream;base64,${base64}`)
      const transfer = new DataTransfer()
      transfer.items.add(new File([await response.blob()], name))
      return transfer
    },
    { name: file.name, base64: Buffer.from(file.bytes).toString('base64') },
  )
  const zone = page.getByRole('region', { name: place })
  await zone.dispatchEvent('dragover', { dataTransfer })
  await zone.dispatchEvent('drop', { dataTransfer })
}

/** The one that the page asks; the others are its threads. */
const workerOf = (page: Page) => page.workers().find((one) => !one.url().includes('/thread-'))!

/** Lets no image be shown: memory is short. @returns what ends it */
export async function takeMemory(page: Page): Promise<() => Promise<void>> {
  const before = await workerOf(page).evaluateHandle(() => {
    const whole = Uint8ClampedArray
    globalThis.Uint8ClampedArray = new Proxy(whole, {
      construct() {
        throw new RangeError('Array buffer allocation failed')
      },
    })
    return whole
  })
  return () =>
    workerOf(page).evaluate((whole) => {
      globalThis.Uint8ClampedArray = whole
    }, before)
}

/** Kills the page's worker, as the browser does when memory runs out. */
export async function killWorker(page: Page): Promise<void> {
  await workerOf(page).evaluate(() => {
    setTimeout(() => {
      throw new Error('out of memory')
    })
  })
}

export const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true }).click()
