/** The sample page in Chromium: what it hands out, and models of every kind. */

import { rmSync } from 'node:fs'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { decodePng } from '../../src/formats/png.ts'
import { encodeModel } from '../../src/models/contents.ts'
import { initialParameters } from '../../src/nn/parameters.ts'
import { unet } from '../../src/nn/unet/definition.ts'
import { decodeModel } from '../../src/training/checkpoint.ts'
import { torchFixture } from '../golden/torch-models.ts'
import { tinySchedule } from '../tiny.ts'
import { describeInChromium } from './in-chromium.ts'
import { littleModel, littleOptions } from './little-model.ts'
import { openStudio, sharedPage } from './open-studio.ts'
import { download, dropModel, modelOf, picks, runFolder, sampled, settle } from './sample-page.ts'

describeInChromium('the sample page', () => {
  const api = runFolder()
  afterAll(() => rmSync(api, { recursive: true }))
  const studio = openStudio({ littleModel: true, mounts: { api } })

  describe('in one visit', () => {
    const shared = sharedPage(async () => {
      const opened = await studio.visit({ at: '#/sample' })
      await sampled(opened.page)
      return opened
    })
    beforeEach(() => settle(shared.page))

    test('hands out PNG, GIF and model', async () => {
      const { page } = shared
      const png = await download(page, 'PNG')
      expect(png.name).toBe('mnist-dpm-solverpp-25-seed-0.png')
      expect(decodePng(png.bytes)).toMatchObject({ width: 3 * 302, height: 3 * 62 })
      const gif = await download(page, 'GIF of the denoising')
      expect(new TextDecoder().decode(gif.bytes.subarray(0, 6))).toBe('GIF89a')
      const model = await download(page, 'Model')
      expect(model.name).toBe('mnist.safetensors')
      const [before, after] = [decodeModel(littleModel), decodeModel(model.bytes)]
      expect(after.weights).toEqual(before.weights)
    })

    test('says of every other file what it is instead of a model', async () => {
      const { page } = shared
      const text = (letters: string) => new TextEncoder().encode(letters)
      const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10)
      for (const [name, bytes, kind] of [
        ['nothing.safetensors', new Uint8Array(), 'an empty file'],
        ['photo.safetensors', png, 'a PNG image'],
        ['images.zip', text('PK\x03\x04\x14\0'), 'a ZIP archive'],
        ['notes.txt', text('hello'), 'a text file'],
      ] as const) {
        await dropModel(page, name, bytes)
        const alert = page.getByRole('alert').filter({ hasText: `it seems to be ${kind}` })
        await alert.waitFor()
        expect(await alert.textContent()).toContain('Use a .safetensors file')
        expect(await picks(page).count()).toBe(20)
      }
    })

    test('samples from a PyTorch checkpoint', async () => {
      const { page } = shared
      await dropModel(page, 'lucid.pt', torchFixture('lucidrains'))
      await page.getByText('32 × 32 × 3').waitFor()
      await sampled(page)
    })

    test('says which architecture it does not know', async () => {
      const { page } = shared
      await dropModel(page, 'big.safetensors', modelOf('transformer'))
      const alert = page.getByRole('alert')
      await alert.waitFor()
      expect(await alert.textContent()).toMatch(
        /^The model “big” could not be opened\. architecture "transformer" is unknown.*simple-unet/,
      )
      expect(await picks(page).count()).toBe(20)
    })

    test('has no class and no guidance for a model that knows none', async () => {
      const { page } = shared
      const guidance = page.getByRole('slider', { name: 'Guidance scale' })
      expect([
        await guidance.count(),
        await page.getByRole('radio', { name: 'All' }).count(),
      ]).toEqual([1, 1])
      await dropModel(page, 'plain.safetensors', modelOf('simple-unet'))
      await page.getByText('8 × 8 × 1').waitFor()
      await guidance.waitFor({ state: 'detached' })
      expect(await page.getByRole('radio', { name: 'All' }).count()).toBe(0)
      await page.getByText('10 network evaluations').waitFor() // all of its schedule's steps
      await sampled(page)
    })

    test('offers no guidance, and says why, for a model that predicts for a class alone', async () => {
      const { page } = shared
      const model = unet({ ...littleOptions, anyClass: false })
      const weights = initialParameters(model.parameters, 1)
      await dropModel(
        page,
        'foreign.safetensors',
        encodeModel({ network: model, schedule: tinySchedule, weights }),
      )
      const guidance = page.getByRole('slider', { name: 'Guidance scale' })
      await page.getByText('Not available: guidance needs').waitFor()
      expect(await guidance.isDisabled()).toBe(true)
      await page.getByText('10 network evaluations').waitFor()
      await sampled(page)
      await page.getByRole('link', { name: 'Draw', exact: true }).click()
      expect(await page.getByRole('radio', { name: 'Any' }).isDisabled()).toBe(true)
      expect(await page.getByRole('radio', { name: '0', exact: true }).isChecked()).toBe(true)
      await page.getByText('This model predicts only for a given class').waitFor()
      await page.getByText('click one to use it').waitFor()
      await page.getByRole('link', { name: 'Sample', exact: true }).click()
    })

    test('keeps a seed out of its range visible, says the range, and samples nothing by it', async () => {
      const { page } = shared
      const seed = page.getByRole('spinbutton', { name: 'Seed' })
      await page.getByText('0 to 9,999').waitFor()
      await seed.fill('123456')
      await seed.blur()
      await page.getByText('Enter a whole number from 0 to 9,999.').waitFor()
      expect(await seed.inputValue()).toBe('123456')
      expect(await seed.getAttribute('aria-invalid')).toBe('true')
      expect(await page.getByRole('button', { name: 'Sample again' }).isDisabled()).toBe(true)
      await seed.fill('12')
      await seed.blur()
      await page.getByText('Enter a whole number').waitFor({ state: 'detached' })
      await sampled(page)
    })

    test('says what is wrong with a damaged model', async () => {
      const { page } = shared
      await dropModel(page, 'half.safetensors', littleModel.subarray(0, littleModel.length / 2))
      const alert = page.getByRole('alert')
      await alert.waitFor()
      expect(await alert.textContent()).toMatch(/^The model “half” could not be opened\. .+/)
    })
  })

  test('takes a dropped model, and a run’s', async () => {
    const { page } = await studio.visit({ at: '#/sample?run=squares%20%26%20co' })
    await sampled(page)
    const model = page.getByRole('combobox', { name: 'Model' })
    expect(await model.locator('option:checked').textContent()).toBe('squares & co (from a run)')
    await dropModel(page, 'mine.safetensors', littleModel)
    await page.waitForFunction(() =>
      document.querySelector('option:checked')?.textContent?.startsWith('mine'),
    )
    await page.context().close()
  })
})
