/** The sample page in Chromium: samples without a click, trajectories, comparing, files, trouble. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { Page } from 'playwright-core'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { decodePng } from '../../src/formats/png.ts'
import { encodeModel } from '../../src/models/contents.ts'
import { initialParameters } from '../../src/nn/parameters.ts'
import { unet } from '../../src/nn/unet/unet.ts'
import { decodeModel } from '../../src/training/checkpoint.ts'
import { tinyModel, tinySchedule } from '../tiny.ts'
import { describeInChromium } from './in-chromium.ts'
import { littleModel, littleOptions } from './little-model.ts'
import { openStudio, sharedPage } from './open-studio.ts'
import { openPage } from './page.ts'
import { drop, killWorker, press, seen, slide, takeMemory } from './studio.ts'

/** A host's answers for a run named `squares & co`. */
function runFolder(): string {
  const api = mkdtempSync(join(tmpdir(), 'ddpm-api-'))
  mkdirSync(join(api, 'runs/squares & co'), { recursive: true })
  writeFileSync(join(api, 'runs/squares & co/model'), littleModel)
  return api
}

const grids = (page: Page) => page.getByRole('img', { name: /^Samples by/ })
const picks = (page: Page) => page.getByRole('button', { name: /^Sample \d+:/ })
const cost = (page: Page) => page.locator('figcaption').filter({ hasText: 'per sample' })

const pixels = (page: Page, index = 0) => seen(grids(page).nth(index))

/** Waits for samples that are whole. */
async function sampled(page: Page, ways = 1): Promise<void> {
  await page.waitForFunction(
    (count) =>
      [...document.querySelectorAll('figcaption')].filter(({ textContent }) =>
        textContent?.includes('per sample'),
      ).length === count &&
      document.querySelector('.card[aria-busy]')?.getAttribute('aria-busy') === 'false',
    ways,
  )
}

const dropModel = (page: Page, name: string, bytes: Uint8Array) =>
  drop(page, 'Choose a file', { name, bytes })

/** A model of small images that knows no classes, by an architecture of this name. */
const modelOf = (architecture: string) =>
  encodeModel({
    model: { ...tinyModel, architecture },
    schedule: tinySchedule,
    weights: initialParameters(tinyModel.parameters, 1),
  })

async function download(page: Page, name: string) {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name, exact: true }).click(),
  ])
  const bytes = new Uint8Array(await buffer(await file.createReadStream()))
  return { name: file.suggestedFilename(), bytes }
}

describeInChromium('the sample page', () => {
  const api = runFolder()
  afterAll(() => rmSync(api, { recursive: true }))
  const studio = openStudio({ littleModel: true, mounts: { api } })

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
    /** The settings of a first visit. */
    beforeEach(async () => {
      const { page } = shared
      await page.getByRole('combobox', { name: 'Model' }).selectOption('shipped')
      await page.getByRole('radio', { name: 'One sampler' }).check()
      await page.getByRole('combobox', { name: 'Sampler' }).selectOption('dpm-solver++')
      await slide(page, 'Samples', 3)
      await page.getByRole('radio', { name: 'All' }).check()
      await slide(page, 'Guidance scale', 1)
      const seed = page.getByRole('spinbutton', { name: 'Seed' })
      await seed.fill('0')
      await seed.press('Enter')
      await page.getByRole('img', { name: 'Samples by dpm-solver++ in 25 steps' }).first().waitFor()
      await sampled(page)
    })

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

    test('shows a sample’s trajectory, by keyboard', async () => {
      const { page } = shared
      await picks(page).nth(3).press('Enter')
      const panel = page.getByRole('region', { name: 'Trajectory of sample 4' })
      const station = panel.getByRole('slider', { name: 'State' })
      await station.waitFor()
      // motion is reduced: it does not play by itself
      expect(await station.inputValue()).toBe('25')
      expect(await panel.textContent()).toContain('timestep t' + 'done')
      const shown = async () =>
        await Promise.all((await panel.getByRole('img').all()).map((canvas) => seen(canvas)))
      const [noisy, predicted] = await shown()
      expect(noisy).toBe(predicted)
      await station.fill('0')
      expect(await panel.textContent()).toMatch(/timestep t\d+image √ᾱ0\.0/)
      await expect.poll(async () => new Set([...(await shown()), noisy]).size).toBe(3)
      await panel.getByRole('button', { name: 'Play' }).click()
      await page.waitForFunction(
        () =>
          document.querySelector<HTMLInputElement>('.trajectory ~ .field input')?.value === '25',
      )
      await panel.getByRole('button', { name: 'Play' }).waitFor()
      await panel.getByRole('button', { name: 'Close' }).click()
      expect(await panel.count()).toBe(0)
    })

    test('compares two samplers from the same noise', async () => {
      const { page } = shared
      await page.getByRole('radio', { name: 'Compare two' }).check()
      await sampled(page, 2)
      const difference = page.getByText(/^The mean pixel difference is/)
      const percent = Number(/[\d.]+/.exec((await difference.textContent())!)?.[0])
      expect(percent).toBeGreaterThan(0)
      expect(percent).toBeLessThan(5) // of one flow, both
      await slide(page, 'Denoising step', 0)
      await expect.poll(async () => (await pixels(page, 0)) === (await pixels(page, 1))).toBe(true)
      // the same way twice
      await page.getByRole('combobox', { name: 'Sampler B' }).selectOption('dpm-solver++')
      await page.getByText('difference is 0.0 %').waitFor()
    })

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
        ['net.pth', text('PK\x03\x04\x14\0'), 'a PyTorch checkpoint'],
        ['notes.txt', text('hello'), 'a text file'],
      ] as const) {
        await dropModel(page, name, bytes)
        const alert = page.getByRole('alert').filter({ hasText: `it seems to be ${kind}` })
        await alert.waitFor()
        expect(await alert.textContent()).toContain('Use a .safetensors file')
        expect(await picks(page).count()).toBe(20)
      }
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
        encodeModel({ model, schedule: tinySchedule, weights }),
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
      await page.getByText('0 to 9999').waitFor()
      await seed.fill('123456')
      await seed.blur()
      await page.getByText('Enter a whole number from 0 to 9999.').waitFor()
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

  describe('trouble', () => {
    test('a model that does not come can be asked for again', async () => {
      const { page } = await studio.visit({ at: '#/sample?run=gone' })
      const alert = page.getByRole('alert')
      await alert.waitFor()
      expect(await alert.textContent()).toMatch(/“gone” could not be opened.*HTTP 404/)
      await page.getByRole('combobox', { name: 'Model' }).selectOption({ index: 0 })
      await sampled(page)
      expect(await alert.count()).toBe(0)
      await page.context().close()
    })

    test('memory that does not suffice is told of, with what to do', async () => {
      const { page } = await studio.visit({ at: '#/sample' })
      await sampled(page)
      const giveBack = await takeMemory(page)
      await press(page, 'Sample again')
      const alert = page.getByRole('alert')
      await alert.waitFor()
      expect(await alert.textContent()).toMatch(/not enough memory.*Use fewer samples/)
      await giveBack()
      await press(page, 'Sample again')
      await alert.waitFor({ state: 'detached' })
      await sampled(page)
      await page.context().close()
    })

    test('a worker that dies is told of, and the visitor goes on', async () => {
      const { page } = await studio.visit({ at: '#/sample' })
      await sampled(page)
      await slide(page, 'Samples', 8)
      await page.getByRole('button', { name: 'Stop' }).waitFor()
      await killWorker(page)
      const alert = page.getByRole('alert')
      await alert.waitFor()
      expect(await alert.textContent()).toContain('has crashed')
      await alert.getByRole('button', { name: 'Continue' }).click()
      await sampled(page)
      expect(await picks(page).count()).toBe(100)
      expect(await alert.count()).toBe(0)
      await page.context().close()
    })
  })
})
