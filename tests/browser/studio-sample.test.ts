/** The sample page in Chromium: pictures without a click, their way, comparing, files, trouble. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { decodeModel, decodePng, encodeModel, initialParameters } from '../../src/index.ts'
import { tinyModel, tinySchedule } from '../tiny.ts'
import { describeInChromium } from './in-chromium.ts'
import { littleModel } from './little-model.ts'
import { openStudio } from './open-studio.ts'
import { openPage } from './page.ts'
import { drop, killWorker, press, seen, slide, takeMemory } from './studio.ts'

/** A host's answers for a run named `squares & co`. */
function runFolder(): string {
  const api = mkdtempSync(join(tmpdir(), 'ddpm-api-'))
  mkdirSync(join(api, 'runs/squares & co'), { recursive: true })
  writeFileSync(join(api, 'runs/squares & co/model'), littleModel)
  return api
}

const grids = (page: Page) => page.getByRole('img', { name: /^Pictures by/ })
const picks = (page: Page) => page.getByRole('button', { name: /^Picture \d+:/ })
const cost = (page: Page) => page.locator('figcaption').filter({ hasText: 'a picture' })

const pixels = (page: Page, index = 0) => seen(grids(page).nth(index))

/** Waits for pictures that are whole. */
async function sampled(page: Page, ways = 1): Promise<void> {
  await page.waitForFunction(
    (count) =>
      [...document.querySelectorAll('figcaption')].filter(({ textContent }) =>
        textContent?.includes('a picture'),
      ).length === count && !document.body.textContent?.includes('Stop'),
    ways,
  )
}

const dropModel = (page: Page, name: string, bytes: Uint8Array) =>
  drop(page, 'Choose a file', { name, bytes })

/** A model of small pictures that knows no classes, by an architecture of this name. */
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

  test('shows pictures without a click, and every state on their way', async () => {
    const { page, errors } = await openPage(studio.browser, `${studio.address}#/sample`, {
      locale: 'en-GB',
    })
    await sampled(page)
    expect(await cost(page).textContent()).toMatch(/s · \d.* a picture · 20 network evaluations/)
    expect(await picks(page).count()).toBe(20)
    const made = await pixels(page)
    await slide(page, 'Back in time', 0)
    await expect.poll(() => pixels(page)).not.toBe(made)
    await slide(page, 'Back in time', 20)
    await expect.poll(() => pixels(page)).toBe(made)
    expect(errors).toEqual([])
    await page.context().close()
  })

  test('samples again when anything changes; the same settings give the same pictures', async () => {
    const { page } = await studio.visit({ at: '#/sample' })
    await sampled(page)
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
    await page.context().close()
  })

  test('the button makes other pictures, by the next seed', async () => {
    const { page } = await studio.visit({ at: '#/sample' })
    await sampled(page)
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
    await page.context().close()
  })

  test('knows classes, and asks twice for guidance', async () => {
    const { page } = await studio.visit({ at: '#/sample' })
    await sampled(page)
    await slide(page, 'Pictures', 1)
    await page.getByRole('radio', { name: '7', exact: true }).check()
    await slide(page, 'Guidance', 2)
    await page.getByText('40 network evaluations').waitFor()
    await sampled(page)
    expect(await picks(page).count()).toBe(5)
    await page.context().close()
  })

  test('stops when asked to', async () => {
    const { page } = await studio.visit({ at: '#/sample' })
    await sampled(page)
    await page.getByRole('combobox', { name: 'Sampler' }).selectOption('ddpm')
    await page.getByText(/^Step \d+ of 250/).waitFor()
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByRole('button', { name: 'Sample again' }).waitFor()
    await page.waitForTimeout(500)
    const stopped = await page.locator('figcaption').textContent()
    await page.waitForTimeout(500)
    expect(await page.locator('figcaption').textContent()).toBe(stopped)
    await page.context().close()
  })

  test('tells how a picture came, by keyboard', async () => {
    const { page, errors } = await studio.visit({ at: '#/sample' })
    await sampled(page)
    await picks(page).nth(3).press('Enter')
    const panel = page.getByRole('region', { name: 'How picture 4 came' })
    const station = panel.getByRole('slider', { name: 'Station' })
    await station.waitFor()
    // motion is reduced: it does not play by itself
    expect(await station.inputValue()).toBe('20')
    expect(await panel.textContent()).toContain('timestep t' + 'done')
    const shown = async () =>
      await Promise.all((await panel.getByRole('img').all()).map((canvas) => seen(canvas)))
    const [noisy, predicted] = await shown()
    expect(noisy).toBe(predicted)
    await station.fill('0')
    expect(await panel.textContent()).toMatch(/timestep t\d+picture √ᾱ0\.0/)
    await expect.poll(async () => new Set([...(await shown()), noisy]).size).toBe(3)
    await panel.getByRole('button', { name: 'Play' }).click()
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('.trajectory ~ .field input')?.value === '20',
    )
    await panel.getByRole('button', { name: 'Play' }).waitFor()
    await panel.getByRole('button', { name: 'Close' }).click()
    expect(await panel.count()).toBe(0)
    expect(errors).toEqual([])
    await page.context().close()
  })

  test('compares two ways from the same noise', async () => {
    const { page } = await studio.visit({ at: '#/sample' })
    await sampled(page)
    await page.getByRole('radio', { name: 'Compare two' }).check()
    await sampled(page, 2)
    const difference = page.getByText(/^On average their pixels differ by/)
    const percent = Number(/[\d.]+/.exec((await difference.textContent())!)?.[0])
    expect(percent).toBeGreaterThan(0)
    expect(percent).toBeLessThan(5) // of one flow, both
    await slide(page, 'Back in time', 0)
    await expect.poll(async () => (await pixels(page, 0)) === (await pixels(page, 1))).toBe(true)
    // the same way twice
    await page.getByRole('combobox', { name: 'Sampler B' }).selectOption('dpm-solver++')
    await page.getByText('differ by 0.0 %').waitFor()
    await page.context().close()
  })

  test('hands out PNG, GIF and model', async () => {
    const { page } = await studio.visit({ at: '#/sample' })
    await sampled(page)
    const png = await download(page, 'PNG')
    expect(png.name).toBe('mnist-dpm-solverpp-20-seed-0.png')
    expect(decodePng(png.bytes)).toMatchObject({ width: 3 * 302, height: 3 * 62 })
    const gif = await download(page, 'GIF of the denoising')
    expect(new TextDecoder().decode(gif.bytes.subarray(0, 6))).toBe('GIF89a')
    const model = await download(page, 'Model')
    expect(model.name).toBe('mnist.safetensors')
    const [before, after] = [decodeModel(littleModel), decodeModel(model.bytes)]
    expect(after.weights).toEqual(before.weights)
    await page.context().close()
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

  test('says of every other file what it is instead of a model', async () => {
    const { page, errors } = await studio.visit({ at: '#/sample' })
    await sampled(page)
    const text = (letters: string) => new TextEncoder().encode(letters)
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10)
    for (const [name, bytes, kind] of [
      ['nothing.safetensors', new Uint8Array(), 'an empty file'],
      ['photo.safetensors', png, 'a PNG picture'],
      ['net.pth', text('PK\x03\x04\x14\0'), 'a PyTorch checkpoint'],
      ['notes.txt', text('hello'), 'a text'],
    ] as const) {
      await dropModel(page, name, bytes)
      const alert = page.getByRole('alert').filter({ hasText: `it seems to be ${kind}` })
      await alert.waitFor()
      expect(await alert.textContent()).toContain('What can be used is')
      expect(await picks(page).count()).toBe(20)
    }
    expect(errors).toEqual([])
    await page.context().close()
  })

  test('says which architecture it does not know', async () => {
    const { page, errors } = await studio.visit({ at: '#/sample' })
    await sampled(page)
    await dropModel(page, 'big.safetensors', modelOf('transformer'))
    const alert = page.getByRole('alert')
    await alert.waitFor()
    expect(await alert.textContent()).toMatch(
      /^The model “big” could not be opened\. architecture "transformer" is unknown.*simple-unet/,
    )
    expect(await picks(page).count()).toBe(20)
    expect(errors).toEqual([])
    await page.context().close()
  })

  test('has no class and no guidance for a model that knows none', async () => {
    const { page, errors } = await studio.visit({ at: '#/sample' })
    await sampled(page)
    const guidance = page.getByRole('slider', { name: 'Guidance' })
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
    expect(errors).toEqual([])
    await page.context().close()
  })

  test('says what is wrong with a damaged model', async () => {
    const { page } = await studio.visit({ at: '#/sample' })
    await sampled(page)
    await dropModel(page, 'half.safetensors', littleModel.subarray(0, littleModel.length / 2))
    const alert = page.getByRole('alert')
    await alert.waitFor()
    expect(await alert.textContent()).toMatch(/^The model “half” could not be opened\. .+/)
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
      expect(await alert.textContent()).toMatch(/not enough memory.*Ask for fewer pictures/)
      await giveBack()
      await press(page, 'Sample again')
      await alert.waitFor({ state: 'detached' })
      await sampled(page)
      await page.context().close()
    })

    test('a worker that dies is told of, and the visitor goes on', async () => {
      const { page } = await studio.visit({ at: '#/sample' })
      await sampled(page)
      await slide(page, 'Pictures', 8)
      await page.getByRole('button', { name: 'Stop' }).waitFor()
      await killWorker(page)
      const alert = page.getByRole('alert')
      await alert.waitFor()
      expect(await alert.textContent()).toContain('has crashed')
      await alert.getByRole('button', { name: 'Go on' }).click()
      await sampled(page)
      expect(await picks(page).count()).toBe(100)
      expect(await alert.count()).toBe(0)
      await page.context().close()
    })
  })
})
