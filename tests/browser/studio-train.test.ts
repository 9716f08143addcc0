/** The training page in Chromium: to the end, paused, reloaded, crashed; and files of every kind. */

import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { digits } from '../../src/data/digits.ts'
import { writeIdx } from '../../src/formats/idx.ts'
import { encodePng } from '../../src/formats/png.ts'
import { describeInChromium } from './in-chromium.ts'
import { openStudio, sharedPage } from './open-studio.ts'
import { killWorker, press, seen } from './studio.ts'

const train = { at: '#/train' }
/** Enough for an epoch of small batches. */
const few = digits({ count: 400, size: 16 })
const idxImages = writeIdx({ shape: [400, 16, 16], data: few.images })
const idxLabels = writeIdx({ shape: [400], data: Uint8Array.from(few.labels!) })

const chooseOwn = (page: Page, name = 'Your images') => page.getByRole('radio', { name }).check()

/** Small images: a third of the work. */
async function giveDigits(page: Page): Promise<void> {
  await chooseOwn(page)
  await give(page, { 'mine-images-idx3-ubyte': idxImages, 'mine-labels-idx1-ubyte': idxLabels })
  await page.getByText('400 images of 16 × 16 × 1, 10 classes').waitFor()
}

/** A small network for few steps: a second or two. */
async function chooseLittle(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'small' }).check()
  await page.getByRole('slider', { name: 'Steps' }).fill('40')
  await page.getByText('More settings').click()
  const batch = page.getByRole('spinbutton', { name: 'Batch size' })
  await batch.fill('8')
  await batch.blur()
}

const phase = (page: Page, name: string) => page.getByRole('heading', { name, exact: true })

const images = (page: Page) => page.getByRole('img', { name: /^Samples from the same noise/ })

const label = (page: Page) => images(page).getAttribute('aria-label')

const pixels = (page: Page) => seen(images(page))

const dataUrl = (canvas: Element) => (canvas as HTMLCanvasElement).toDataURL()

/** What stands beside a name, as a number. */
async function fact(page: Page, name: string): Promise<number> {
  const value = page.getByText(name, { exact: true }).locator('xpath=following-sibling::dd')
  return Number.parseFloat((await value.textContent())!)
}

/**
 * Notes every label of the training's images with what the canvas shows in the moment that the
 * label changes.
 */
function noteChanges() {
  const notes: { label: string; image: string }[] = []
  const note = () => {
    const canvas = document.querySelector<HTMLCanvasElement>('canvas[aria-label^="Samples from"]')
    const label = canvas?.ariaLabel
    if (!canvas || !label || notes.at(-1)?.label === label) return
    notes.push({ label, image: canvas.toDataURL() })
  }
  const watched = { subtree: true, childList: true, attributeFilter: ['aria-label'] }
  new MutationObserver(note).observe(document.body, watched)
  return () => notes
}

/** What the keyboard is at; nothing where its place is lost. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement
    return at === document.body ? '' : (at?.textContent ?? '')
  })

const steps = (page: Page) => fact(page, 'step')

/** Waits until so many steps are done, or more. */
const reached = (page: Page, step: number) =>
  page.waitForFunction(
    (least) => Number(document.querySelector<HTMLProgressElement>('progress')?.value) >= least,
    step,
  )

/** Waits until a reload would lose nothing before a step. */
const keptUpTo = (page: Page, step: number) =>
  expect
    .poll(() => fact(page, 'stored in this browser up to step').catch(() => 0))
    .toBeGreaterThanOrEqual(step)

type Files = Readonly<Record<string, Uint8Array>>

async function give(page: Page, files: Files): Promise<void> {
  const payloads = Object.entries(files).map(([name, bytes]) => ({
    ...{ name, mimeType: '', buffer: Buffer.from(bytes) },
  }))
  await page.locator('input[type=file]').setInputFiles(payloads)
}

describeInChromium('the training page', () => {
  const studio = openStudio({ littleModel: true })

  test('trains a model, shows it taking shape, and stores it for the other pages', async () => {
    const { page, errors } = await studio.visit(train)
    await giveDigits(page)
    await chooseLittle(page)
    const notes = await page.evaluateHandle(noteChanges)
    const main = page.getByRole('button', { name: 'Start training' })
    await main.press('Enter')
    // the keyboard stays at the button, which pauses now
    await phase(page, 'Training').waitFor()
    expect(await focused(page)).toBe('Pause')
    await phase(page, 'Done').waitFor()
    expect(await focused(page)).toBe('Train again')
    expect(await steps(page)).toBe(40)
    // every label with the canvas that it had when it changed
    const noted = await notes.evaluate((read) => read())
    expect(noted.map((note) => note.label.replace(/.* /, ''))).toEqual(['10', '20', '30', '40'])
    const history = page.getByRole('slider', { name: 'Earlier samples' })
    for (const at of [0, 2]) {
      await history.fill(String(at))
      const shown = { label: await label(page), image: await images(page).evaluate(dataUrl) }
      expect(noted[at]).toEqual(shown)
    }
    await press(page, 'Newest')
    expect(noted.at(-1)!.image).toBe(await images(page).evaluate(dataUrl))
    await page.getByText('stores it until you remove it').waitFor()

    await page.reload()
    await page.getByRole('button', { name: 'Start training' }).waitFor()
    expect(await page.getByText('An earlier training').count()).toBe(0)
    await page.getByRole('link', { name: 'Sample', exact: true }).click()
    const model = page.getByRole('combobox', { name: 'Model' })
    await model.selectOption({ label: 'mine-images-idx3-ubyte (trained here)' })
    await page.getByText('16 × 16 × 1').waitFor()
    await press(page, 'Remove this model')
    await page.getByText('28 × 28 × 1').waitFor()
    expect(await focused(page)).not.toBe('') // not lost with its button
    await page.reload()
    await page.getByText('28 × 28 × 1').waitFor()
    expect(await model.locator('option').count()).toBe(1)
    expect(errors).toEqual([])
    await page.context().close()
  })

  test('a pause changes nothing, nor does a reload in mid-training', async () => {
    const { page, errors } = await studio.visit(train)
    await giveDigits(page)
    await chooseLittle(page)
    await press(page, 'Start training')
    await reached(page, 10)
    await press(page, 'Pause')
    await phase(page, 'Paused').waitFor()
    await press(page, 'Resume')
    await phase(page, 'Done').waitFor()
    const uninterrupted = await pixels(page)

    await press(page, 'Train again')
    await keptUpTo(page, 20)
    await press(page, 'Pause')
    await page.reload()
    await page
      .getByText(/An earlier training on mine-images-idx3-ubyte stopped after step \d+ of 40/)
      .waitFor()
    await press(page, 'Resume it')
    await phase(page, 'Done').waitFor()
    expect(await pixels(page)).toBe(uninterrupted)
    const history = page.getByRole('slider', { name: 'Earlier samples' })
    expect(await history.getAttribute('max')).toBe('3') // those from before the reload, too
    expect(errors).toEqual([])
    await page.context().close()
  })

  test('two tabs: one owns the stored training, the other says so; both models are kept', async () => {
    const { page: first } = await studio.visit(train)
    await giveDigits(first)
    await chooseLittle(first)
    await press(first, 'Start training')
    await keptUpTo(first, 10)
    await press(first, 'Pause')
    const second = await first.context().newPage()
    await second.goto(`${studio.address}${train.at}`)
    await second.getByText('Another tab of the studio is training now.').waitFor()
    expect(await second.getByText('An earlier training').count()).toBe(0)
    await giveDigits(second)
    await chooseLittle(second)
    await press(second, 'Start training')
    await second.getByText('the browser stores one training at a time').waitFor()
    await phase(second, 'Done').waitFor()
    // what the first has stored is still there
    await first.reload()
    await first.getByText(/An earlier training on .* stopped after step/).waitFor()
    await press(first, 'Discard it')
    await first.getByText('An earlier training').waitFor({ state: 'detached' })
    await first.getByRole('link', { name: 'Sample', exact: true }).click()
    const model = first.getByRole('combobox', { name: 'Model' })
    await expect.poll(() => model.locator('option').count()).toBe(2)
    await first.context().close()
  })

  test('stops with what has been learnt; a worker that dies loses nothing that was stored', async () => {
    const { page } = await studio.visit(train)
    await giveDigits(page)
    await chooseLittle(page)
    await press(page, 'Start training')
    await reached(page, 5)
    await press(page, 'Stop')
    expect(await focused(page)).not.toBe('')
    await phase(page, 'Stopped').waitFor()
    expect(await steps(page)).toBeLessThan(40)
    await page.getByRole('link', { name: 'Draw with it' }).waitFor()

    await press(page, 'Train again')
    await keptUpTo(page, 10)
    await killWorker(page)
    await page.getByRole('alert').filter({ hasText: 'has crashed' }).waitFor()
    await press(page, 'Resume it')
    await phase(page, 'Done').waitFor()
    expect(await steps(page)).toBe(40)
    await page.context().close()
  })

  describe('the visitor’s images', () => {
    const shared = sharedPage(() => studio.visit(train))

    test('nothing is trained on but what is chosen', async () => {
      const { page } = shared
      const begin = page.getByRole('button', { name: 'Start training' })
      await chooseOwn(page)
      expect(await begin.isDisabled()).toBe(true)
      await giveDigits(page)
      expect(await begin.isDisabled()).toBe(false)
      await page.getByRole('radio', { name: 'Built-in digits' }).check()
      await page.getByText('drawn in this page').waitFor()
      await chooseOwn(page) // what was given before is read again
      await page.getByText('400 images of 16 × 16 × 1, 10 classes').waitFor()
    })

    test('images are brought to one size; other files beside them are skipped', async () => {
      const { page } = shared
      await chooseOwn(page)
      const image = (width: number, height: number) =>
        encodePng({ width, height, channels: 3, data: new Uint8Array(3 * width * height).fill(99) })
      await give(page, {
        ...{ 'wide.png': image(40, 20), 'high.png': image(9, 30) },
        'notes.txt': new TextEncoder().encode('hello'),
        'cut.png': image(4, 4).subarray(0, 30),
      })
      await page.getByRole('status').filter({ hasText: '“cut.png”' }).waitFor()
      await page.getByText(/2 images of 28 × 28 × 1/).waitFor()
      await page.getByRole('radio', { name: '16 × 16' }).check()
      await page.getByText(/2 images of 16 × 16 × 1/).waitFor()
      const begin = page.getByRole('button', { name: 'Start training' })
      expect(await begin.isDisabled()).toBe(true)
      await press(page, 'Use batches of 2')
      expect(await begin.isDisabled()).toBe(false)
    })

    test('says of other files what they seem to be or what is wrong with them', async () => {
      const { page } = shared
      await chooseOwn(page)
      const text = (letters: string) => new TextEncoder().encode(letters)
      const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 7)
      for (const [name, bytes, why] of [
        ['nothing.png', new Uint8Array(), /it seems to be an empty file\. Use PNG/],
        ['net.pth', text('PK\x03\x04\x14\0'), /it seems to be a PyTorch checkpoint/],
        ['film.mp4', text('\0\0\0\x18ftypisom'), /it seems to be a video/],
        ['cut-idx3-ubyte', idxImages.subarray(0, 3000), /“cut-idx3-ubyte” cannot.*bytes/],
        ['labels-idx1-ubyte', idxLabels, /labels without images/],
        ['broken.png', png, /“broken.png” cannot be used\. ./],
      ] as const) {
        await give(page, { [name]: bytes })
        await page.getByRole('alert').filter({ hasText: why }).waitFor()
      }
      await giveDigits(page)
      expect(await page.getByRole('alert').count()).toBe(0)
    })

    test('says that a drop was empty', async () => {
      const { page } = shared
      await chooseOwn(page)
      const zone = page.getByRole('region', { name: 'Choose files' })
      const dataTransfer = await page.evaluateHandle(() => new DataTransfer())
      await zone.dispatchEvent('drop', { dataTransfer })
      await page.getByRole('alert').filter({ hasText: 'no readable files' }).waitFor()
    })

    test('a setting out of its range stays as typed, and nothing starts', async () => {
      const { page } = shared
      await page.getByRole('radio', { name: 'Built-in digits' }).check()
      await page.getByText('More settings').click()
      const batch = page.getByRole('spinbutton', { name: 'Batch size' })
      await batch.fill('600')
      await batch.blur()
      await page.getByText('Enter a whole number from 1 to 512.').waitFor()
      expect(await batch.inputValue()).toBe('600')
      expect(await page.getByRole('button', { name: 'Start training' }).isDisabled()).toBe(true)
      await page.getByText('Correct the settings marked above first.').waitFor()
      await batch.fill('8')
      await batch.blur()
      expect(await page.getByRole('button', { name: 'Start training' }).isDisabled()).toBe(false)
    })

    test('says it in Chinese, too, also what the library says', async () => {
      const { page } = shared
      await chooseOwn(page)
      await press(page, '中文')
      await give(page, { 'notes.txt': new TextEncoder().encode('hello') })
      await page.getByRole('alert').filter({ hasText: '它看起来是文本文件' }).waitFor()
      await give(page, { 'labels-idx1-ubyte': idxLabels })
      await page.getByRole('alert').filter({ hasText: '只有标签文件而没有图片' }).waitFor()
    })
  })
})
