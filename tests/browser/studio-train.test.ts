/** The training page in Chromium: to the end, paused, reloaded, crashed; and files of every kind. */

import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { digits, encodePng, writeIdx } from '../../src/index.ts'
import { describeInChromium } from './in-chromium.ts'
import { openStudio } from './open-studio.ts'
import { killWorker, phone, press, seen } from './studio.ts'

const train = { at: '#/train' }
/** Enough for an epoch of a hundred small batches. */
const few = digits({ count: 900, size: 16 })
const idxImages = writeIdx({ shape: [900, 16, 16], data: few.images })
const idxLabels = writeIdx({ shape: [900], data: Uint8Array.from(few.labels!) })

const chooseOwn = (page: Page, name = 'Your images') => page.getByRole('radio', { name }).check()

/** Small images: a third of the work. */
async function giveDigits(page: Page): Promise<void> {
  await chooseOwn(page)
  await give(page, { 'mine-images-idx3-ubyte': idxImages, 'mine-labels-idx1-ubyte': idxLabels })
  await page.getByText('900 images of 16 × 16 × 1, 10 classes').waitFor()
}

/** A small network for a hundred steps: a few seconds. */
async function chooseLittle(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'small' }).check()
  await page.getByRole('slider', { name: 'Steps' }).fill('100')
  await page.getByText('More settings').click()
  const batch = page.getByRole('spinbutton', { name: 'Images a step' })
  await batch.fill('8')
  await batch.blur()
}

const phase = (page: Page, name: string) => page.getByRole('heading', { name, exact: true })

const pictures = (page: Page) => page.getByRole('img', { name: /^The same noise/ })

const label = (page: Page) => pictures(page).getAttribute('aria-label')

const pixels = (page: Page) => seen(pictures(page))

const dataUrl = (canvas: Element) => (canvas as HTMLCanvasElement).toDataURL()

/** What stands beside a name, as a number. */
async function fact(page: Page, name: string): Promise<number> {
  const value = page.getByText(name, { exact: true }).locator('xpath=following-sibling::dd')
  return Number.parseFloat((await value.textContent())!)
}

/**
 * Notes every label of the training's pictures with what the canvas shows in the moment that the
 * label changes.
 */
function noteChanges() {
  const notes: { label: string; picture: string }[] = []
  const note = () => {
    const canvas = document.querySelector<HTMLCanvasElement>('canvas[aria-label^="The same noise"]')
    const label = canvas?.ariaLabel
    if (!canvas || !label || notes.at(-1)?.label === label) return
    notes.push({ label, picture: canvas.toDataURL() })
  }
  const watched = { subtree: true, childList: true, attributeFilter: ['aria-label'] }
  new MutationObserver(note).observe(document.body, watched)
  return () => notes
}

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
    .poll(() => fact(page, 'kept in this browser up to step').catch(() => 0), { timeout: 60_000 })
    .toBeGreaterThanOrEqual(step)

type Files = Readonly<Record<string, Uint8Array>>

async function give(page: Page, files: Files): Promise<void> {
  const payloads = Object.entries(files).map(([name, bytes]) => ({
    ...{ name, mimeType: '', buffer: Buffer.from(bytes) },
  }))
  await page.locator('input[type=file]').setInputFiles(payloads)
}

describeInChromium('the training page', () => {
  const studio = openStudio()

  test('trains a model, shows it taking shape, and hands it to the other pages', async () => {
    const { page, errors } = await studio.visit(train)
    await chooseLittle(page)
    await press(page, 'Start training')
    await phase(page, 'Done').waitFor()
    expect(await steps(page)).toBe(100)
    expect(await label(page)).toMatch(/after step 100$/)
    const last = await pixels(page)
    const history = page.getByRole('slider', { name: 'Look back' })
    await history.fill('0')
    expect(await label(page)).toMatch(/after step 10$/)
    expect(await pixels(page)).not.toBe(last)
    await press(page, 'Newest')
    expect(await pixels(page)).toBe(last)
    await page.getByRole('link', { name: 'Make pictures with it' }).click()
    const model = page.getByRole('combobox', { name: 'Model' })
    await model.waitFor()
    expect(await model.locator('option:checked').textContent()).toContain('trained here')
    await page.getByText(/ms a picture/).waitFor()
    expect(errors).toEqual([])
    await page.context().close()
  })

  test('the label and the pictures change together', async () => {
    const { page } = await studio.visit(train)
    await giveDigits(page)
    await chooseLittle(page)
    const notes = await page.evaluateHandle(noteChanges)
    await press(page, 'Start training')
    await phase(page, 'Done').waitFor()
    const noted = await notes.evaluate((read) => read())
    expect(noted.length).toBeGreaterThan(5)
    const history = page.getByRole('slider', { name: 'Look back' })
    for (const at of [0, 5]) {
      await history.fill(String(at))
      const shown = { label: await label(page), picture: await pictures(page).evaluate(dataUrl) }
      expect(noted).toContainEqual(shown)
    }
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
    await page.waitForTimeout(500) // the step under way
    const paused = await steps(page)
    await page.waitForTimeout(500)
    expect(await steps(page)).toBe(paused)
    await press(page, 'Go on')
    await phase(page, 'Done').waitFor()
    const uninterrupted = await pixels(page)

    await press(page, 'Train again')
    await keptUpTo(page, 30)
    await page.reload()
    await page
      .getByText(/An earlier training on mine-images-idx3-ubyte was left after step \d+ of 100/)
      .waitFor()
    await press(page, 'Go on with it')
    await phase(page, 'Training').waitFor()
    expect(await steps(page)).toBeGreaterThanOrEqual(30)
    await phase(page, 'Done').waitFor()
    expect(await pixels(page)).toBe(uninterrupted)
    const history = page.getByRole('slider', { name: 'Look back' })
    expect(await history.getAttribute('max')).toBe('9') // those from before the reload, too
    await page.reload()
    await page.getByRole('button', { name: 'Start training' }).waitFor()
    expect(await page.getByText('An earlier training').count()).toBe(0)
    expect(errors).toEqual([])
    await page.context().close()
  })

  test('stops with what has been learnt, and forgets what was left', async () => {
    const { page } = await studio.visit(train)
    await giveDigits(page)
    await chooseLittle(page)
    await press(page, 'Start training')
    await reached(page, 15)
    await press(page, 'Stop here')
    await phase(page, 'Stopped').waitFor()
    expect(await steps(page)).toBeLessThan(100)
    await page.getByRole('link', { name: 'Draw with it' }).waitFor()

    await press(page, 'Train again')
    await keptUpTo(page, 10)
    await page.reload()
    await press(page, 'Forget it')
    await page.reload()
    await page.getByRole('button', { name: 'Start training' }).waitFor()
    expect(await page.getByText('An earlier training').count()).toBe(0)
    await page.context().close()
  })

  test('tells of a worker that died, and goes on from what was kept', async () => {
    const { page } = await studio.visit(train)
    await giveDigits(page)
    await chooseLittle(page)
    await press(page, 'Start training')
    await keptUpTo(page, 10)
    await killWorker(page)
    await page.getByRole('alert').filter({ hasText: 'has died' }).waitFor()
    await press(page, 'Go on with it')
    await phase(page, 'Done').waitFor()
    expect(await steps(page)).toBe(100)
    await page.context().close()
  })

  test('trains on a phone, in Chinese, without isolation', async () => {
    const { page, errors } = await studio.visitPlain({
      ...{ at: '?isolation=off#/train', language: 'zh', ...phone },
    })
    await page.getByRole('status').filter({ hasText: '线程' }).waitFor()
    await page.getByRole('radio', { name: '小', exact: true }).check()
    await page.getByRole('slider', { name: '步数' }).fill('100')
    await press(page, '开始训练')
    await page.getByRole('img', { name: /第 10 步之后/ }).waitFor()
    await press(page, '就到这里')
    await phase(page, '已停止').waitFor()
    expect(errors).toEqual([])
    await page.context().close()
  })

  describe('the visitor’s images', () => {
    test('IDX files with their labels are shown, and trained on', async () => {
      const { page, errors } = await studio.visit(train)
      await giveDigits(page)
      await page.getByRole('img', { name: 'mine-images-idx3-ubyte' }).waitFor()
      await chooseLittle(page)
      await press(page, 'Start training')
      await reached(page, 5)
      await press(page, 'Stop here')
      await phase(page, 'Stopped').waitFor()
      expect(errors).toEqual([])
      await page.context().close()
    })

    test('pictures are brought to one size; what lies beside them is passed over', async () => {
      const { page } = await studio.visit(train)
      await chooseOwn(page)
      const picture = (width: number, height: number) =>
        encodePng({ width, height, channels: 3, data: new Uint8Array(3 * width * height).fill(99) })
      await give(page, {
        ...{ 'wide.png': picture(40, 20), 'high.png': picture(9, 30) },
        'notes.txt': new TextEncoder().encode('hello'),
        'cut.png': picture(4, 4).subarray(0, 30),
      })
      await page.getByRole('status').filter({ hasText: '“cut.png”' }).waitFor()
      await page.getByText(/2 images of 28 × 28 × 1/).waitFor()
      await page.getByRole('radio', { name: '16 × 16' }).check()
      await page.getByText(/2 images of 16 × 16 × 1/).waitFor()
      const begin = page.getByRole('button', { name: 'Start training' })
      expect(await begin.isDisabled()).toBe(true)
      await press(page, 'Take 2 a step')
      expect(await begin.isDisabled()).toBe(false)
      await page.context().close()
    })

    test('what is none is told of, with what it seems to be or what is wrong with it', async () => {
      const { page, errors } = await studio.visit(train)
      await chooseOwn(page)
      const text = (letters: string) => new TextEncoder().encode(letters)
      const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 7)
      for (const [name, bytes, why] of [
        ['nothing.png', new Uint8Array(), /it seems to be an empty file\. What can be used are/],
        ['net.pth', text('PK\x03\x04\x14\0'), /it seems to be a PyTorch checkpoint/],
        ['film.mp4', text('\0\0\0\x18ftypisom'), /it seems to be a video/],
        ['cut-idx3-ubyte', idxImages.subarray(0, 3000), /“cut-idx3-ubyte” could not.*bytes/],
        ['labels-idx1-ubyte', idxLabels, /labels and no images/],
        ['broken.png', png, /“broken.png” could not.*cannot be read/],
      ] as const) {
        await give(page, { [name]: bytes })
        await page.getByRole('alert').filter({ hasText: why }).waitFor()
      }
      await giveDigits(page)
      expect(await page.getByRole('alert').count()).toBe(0)
      expect(errors).toEqual([])
      await page.context().close()
    })

    test('nothing is trained on but what is chosen', async () => {
      const { page } = await studio.visit(train)
      const begin = page.getByRole('button', { name: 'Start training' })
      await chooseOwn(page)
      expect(await begin.isDisabled()).toBe(true)
      await giveDigits(page)
      expect(await begin.isDisabled()).toBe(false)
      await page.getByRole('radio', { name: 'Built-in digits' }).check()
      await page.getByText('Drawn in this page').waitFor()
      await chooseOwn(page) // what was given before is read again
      await page.getByText('900 images of 16 × 16 × 1, 10 classes').waitFor()
      await page.context().close()
    })

    test('images called digits are gone on with, not the built-in ones', async () => {
      const { page, errors } = await studio.visit(train)
      await chooseOwn(page)
      await page.getByRole('radio', { name: '16 × 16' }).check()
      const picture = encodePng({ width: 4, height: 4, channels: 1, data: new Uint8Array(16) })
      const names = ['digits', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']
      await give(page, Object.fromEntries(names.map((name) => [name, picture])))
      await page.getByText('digits: 9 images of 16 × 16 × 1').waitFor()
      await chooseLittle(page)
      await press(page, 'Start training')
      await keptUpTo(page, 10)
      await page.reload()
      await page.getByText('An earlier training on digits was left').waitFor()
      await press(page, 'Go on with it')
      await phase(page, 'Done').waitFor()
      expect(errors).toEqual([])
      await page.context().close()
    })

    test('an empty drop is told of', async () => {
      const { page } = await studio.visit(train)
      await chooseOwn(page)
      const zone = page.getByRole('region', { name: 'Choose files' })
      const dataTransfer = await page.evaluateHandle(() => new DataTransfer())
      await zone.dispatchEvent('drop', { dataTransfer })
      await page.getByRole('alert').filter({ hasText: 'no file in it' }).waitFor()
      await page.context().close()
    })

    test('it is told in Chinese, too', async () => {
      const { page } = await studio.visit({ ...train, language: 'zh' })
      await chooseOwn(page, '你的图片')
      await give(page, { 'notes.txt': new TextEncoder().encode('hello') })
      await page.getByRole('alert').filter({ hasText: '它看起来是文本文件' }).waitFor()
      await page.context().close()
    })
  })
})
