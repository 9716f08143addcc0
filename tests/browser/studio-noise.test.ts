/** The noise page in Chromium: it moves at once, follows the visitor's hand, and takes images. */

import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { encodePng } from '../../src/formats/png.ts'
import { encodeModel } from '../../src/models/contents.ts'
import { initialParameters } from '../../src/nn/parameters.ts'
import { tinyModel, tinySchedule } from '../tiny.ts'
import { describeInChromium } from './in-chromium.ts'
import { openStudio, sharedPage } from './open-studio.ts'
import { openPage } from './page.ts'
import { drop } from './studio.ts'

const timestep = (page: Page) => page.getByRole('slider', { name: 'Timestep t' })

const panel = (page: Page, name: RegExp) => page.getByRole('img', { name })

/** What is seen of the image with this name, once there is one. */
const pixels = (page: Page, name: RegExp) =>
  panel(page, name).evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL())

const original = (page: Page) => pixels(page, /^The image/)
const noisy = (page: Page) => pixels(page, /^The noisy image/)
const seen = (page: Page) => pixels(page, /^The predicted image/)

async function fact(page: Page, name: RegExp): Promise<number> {
  const value = page.getByText(name).locator('xpath=following-sibling::dd')
  return Number(await value.textContent())
}

/** Waits for the prediction at the t that the slider shows. */
async function looked(page: Page): Promise<void> {
  const t = await timestep(page).inputValue()
  await page.getByRole('img', { name: `The predicted image at t = ${t}`, exact: true }).waitFor()
}

const give = (page: Page, name: string, bytes: Uint8Array) =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType: '', buffer: Buffer.from(bytes) })

describeInChromium('the noise page', () => {
  const studio = openStudio({ littleModel: true })

  test('moves by itself on a first visit, until a hand takes hold of it', async () => {
    const { page, errors } = await openPage(studio.browser, studio.address, { locale: 'en-GB' })
    const begin = Number(await timestep(page).inputValue())
    await expect.poll(async () => Number(await timestep(page).inputValue())).not.toBe(begin)
    await panel(page, /^The predicted image/).waitFor()
    await timestep(page).fill('400')
    // it has stopped: the button offers to play
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor()
    expect(await timestep(page).inputValue()).toBe('400')
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    await expect.poll(() => timestep(page).inputValue()).not.toBe('400')
    await page.getByRole('button', { name: 'Pause', exact: true }).click()
    expect(errors).toEqual([])
    await page.context().close()
  })

  describe('in one visit', () => {
    const shared = sharedPage(() => studio.visit())

    test('covers the image with noise as t grows, and shows what a network predicts', async () => {
      const { page } = shared
      await timestep(page).fill('0')
      await looked(page)
      const [clear, clearSight] = [await noisy(page), await seen(page)]
      expect(await fact(page, /^image √/)).toBeGreaterThan(0.99)
      await timestep(page).fill('700')
      await looked(page)
      expect(await fact(page, /^noise √/)).toBeGreaterThan(0.8)
      expect(await noisy(page)).not.toBe(clear)
      expect(await seen(page)).not.toBe(clearSight)
    })

    test('takes another digit, another hand and other noise', async () => {
      const { page } = shared
      await looked(page)
      const three = await original(page)
      await page.getByRole('button', { name: 'Digit 7' }).click()
      expect(await original(page)).not.toBe(three)
      const [seven, sevenNoisy] = [await original(page), await noisy(page)]
      await page.getByRole('button', { name: 'Other noise' }).click()
      expect(await original(page)).toBe(seven)
      expect(await noisy(page)).not.toBe(sevenNoisy)
      await page.getByRole('button', { name: 'Another handwriting' }).click()
      await expect.poll(() => original(page)).not.toBe(seven)
    })

    test('compares schedules, and goes to the t that is clicked in a chart', async () => {
      const { page } = shared
      const charts = page.locator('.curves')
      expect(await charts.textContent()).toContain('linear')
      await page.getByRole('combobox', { name: 'Compare with' }).selectOption('sigmoid')
      expect(await charts.textContent()).toContain('sigmoid')
      await page.getByRole('combobox', { name: 'Compare with' }).selectOption('none')
      expect(await charts.textContent()).not.toContain('sigmoid')
      const left = await fact(page, /^image √/)
      await page.getByRole('combobox', { name: 'Noise schedule' }).selectOption('linear')
      await expect.poll(() => fact(page, /^image √/)).not.toBe(left)
      const plot = charts.locator('.u-over').first()
      await expect.poll(() => plot.boundingBox()).not.toBeNull()
      const { width, height } = (await plot.boundingBox())!
      await plot.click({ position: { x: 0.75 * width, y: height / 2 } })
      await expect
        .poll(async () => Math.abs(Number(await timestep(page).inputValue()) - 750))
        .toBeLessThan(12)
    })

    test('takes the visitor’s image', async () => {
      const { page } = shared
      await looked(page)
      const digit = await original(page)
      const data = Uint8Array.from({ length: 3 * 60 * 40 }, (_, i) => (i * 7) % 256)
      await give(page, 'mine.png', encodePng({ width: 60, height: 40, channels: 3, data }))
      await expect.poll(() => original(page)).not.toBe(digit)
    })

    test('says of other files why they cannot be used, and keeps the digit', async () => {
      const { page } = shared
      await looked(page)
      const digit = await original(page)
      for (const [name, bytes, why] of [
        ['nothing.png', new Uint8Array(), 'it seems to be an empty file'],
        ['notes.txt', new TextEncoder().encode('hello'), 'it seems to be a text file'],
        ['cut.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10), '“cut.png” cannot'],
      ] as const) {
        await give(page, name, bytes)
        await page.getByRole('alert').filter({ hasText: why }).waitFor()
        expect(await original(page)).toBe(digit)
      }
    })
    test('shows its images as small as the chosen model’s, and names its schedule', async () => {
      const { page } = shared
      await page.getByRole('link', { name: 'Sample', exact: true }).click()
      const weights = initialParameters(tinyModel.parameters, 1)
      const bytes = encodeModel({ network: tinyModel, schedule: tinySchedule, weights })
      await drop(page, 'Choose a file', { name: 'tiny.safetensors', bytes })
      await page.getByText('8 × 8 × 1').waitFor()
      await page.getByRole('link', { name: 'Noise', exact: true }).click()
      await looked(page)
      expect(await panel(page, /^The predicted image/).getAttribute('width')).toBe('8')
      await page.getByText(`The network was trained with ${tinySchedule.config?.name}.`).waitFor()
    })
  })
})
