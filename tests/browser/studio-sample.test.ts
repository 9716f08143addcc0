/** The sample page in Chromium: samples without a click, trajectories, comparing, trouble. */

import { beforeEach, describe, expect, test } from 'vitest'
import { describeInChromium } from './in-chromium.ts'
import { littleModel } from './little-model.ts'
import { openStudio, sharedPage } from './open-studio.ts'
import { openPage } from './page.ts'
import { cost, dropModel, picks, pixels, sampled, settle } from './sample-page.ts'
import { press, slide } from './studio.ts'

describeInChromium('the sample page', () => {
  const studio = openStudio({ littleModel: true })

  test('shows samples without a click, and every state on their way', async () => {
    const { page, errors } = await openPage(studio.browser, `${studio.address}#/sample`, {
      locale: 'en-GB',
    })
    await sampled(page)
    expect(await cost(page).textContent()).toMatch(/s · \d.* per sample · 25 network evaluations/)
    expect(await picks(page).count()).toBe(20)
    const made = await pixels(page)
    await slide(page, 'Denoising step', 0)
    await expect.poll(() => pixels(page)).not.toBe(made)
    await slide(page, 'Denoising step', 25)
    await expect.poll(() => pixels(page)).toBe(made)
    expect(errors).toEqual([])
    await page.context().close()
  })

  describe('in one visit', () => {
    const shared = sharedPage(async () => {
      const opened = await studio.visit({ at: '#/sample' })
      await sampled(opened.page)
      return opened
    })
    beforeEach(() => settle(shared.page))

    test('samples again when anything changes; the same settings give the same samples', async () => {
      const { page } = shared
      const first = await pixels(page)
      await page.getByRole('button', { name: /dice/ }).click()
      await page.getByRole('button', { name: 'Stop' }).waitFor()
      await sampled(page)
      expect(await pixels(page)).not.toBe(first)
      await page.getByRole('spinbutton', { name: 'Seed' }).fill('0')
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: 'Stop' }).waitFor()
      await sampled(page)
      expect(await pixels(page)).toBe(first)
    })

    test('the button makes other samples, by the next seed', async () => {
      const { page } = shared
      const first = await pixels(page)
      await press(page, 'Sample again')
      await expect.poll(() => pixels(page)).not.toBe(first)
      await sampled(page)
      const second = await pixels(page)
      const seed = page.getByRole('spinbutton', { name: 'Seed' })
      expect(await seed.inputValue()).toBe('1')
      await seed.fill('0')
      await seed.press('Enter')
      await expect.poll(() => pixels(page)).toBe(first)
      expect(second).not.toBe(first)
    })

    test('knows classes, and asks twice for guidance', async () => {
      const { page } = shared
      await slide(page, 'Samples', 1)
      await page.getByRole('radio', { name: '7', exact: true }).check()
      await slide(page, 'Guidance scale', 2)
      await page.getByText('50 network evaluations').waitFor()
      await sampled(page)
      expect(await picks(page).count()).toBe(5)
    })

    test('stops when asked to', async () => {
      const { page } = shared
      await page.getByRole('combobox', { name: 'Sampler' }).selectOption('ddpm')
      await page.getByText(/^Step \d+ of 1000/).waitFor()
      await page.getByRole('button', { name: 'Stop' }).click()
      await page.getByRole('button', { name: 'Sample again' }).waitFor()
      // the worker has ended it: a call that comes later is answered, and nothing has moved since
      const stopped = await page.locator('figcaption').textContent()
      await dropModel(page, 'half.safetensors', littleModel.subarray(0, littleModel.length / 2))
      await page.getByRole('alert').waitFor()
      expect(await page.locator('figcaption').textContent()).toBe(stopped)
    })
  })
})
