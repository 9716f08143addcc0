/** The draw page in Chromium: strokes, what the model makes of them, parts regenerated, files, trouble. */

import { beforeEach, describe, expect, test } from 'vitest'
import { encodeModel } from '../../src/models/contents.ts'
import { initialParameters } from '../../src/nn/parameters.ts'
import { tinyModel, tinySchedule } from '../tiny.ts'
import {
  answered,
  bar,
  distance,
  draw,
  greenAt,
  made,
  placesOf,
  pngFile,
  results,
  resultsOf,
  SIZE,
  seven,
  sheetOf,
} from './draw-page.ts'
import { describeInChromium } from './in-chromium.ts'
import { openStudio, sharedPage } from './open-studio.ts'
import {
  drop,
  greensOf,
  killWorker,
  phone,
  press,
  seen,
  slide,
  takeMemory,
  type Visit,
} from './studio.ts'

/** The page as the visitor finds it; `end` looks back at its errors. */
async function open({ visit }: ReturnType<typeof openStudio>, how: Visit = {}) {
  const { page, errors } = await visit({ at: '#/draw', ...how })
  const end = async () => {
    expect(errors).toEqual([])
    await page.context().close()
  }
  return { page, end }
}

describeInChromium('the draw page', () => {
  const studio = openStudio()
  const shared = sharedPage(() => studio.visit({ at: '#/draw' }))

  test('shows without a click what the model makes of an example, which a stroke replaces', async () => {
    const { page } = shared
    await made(page)
    await page.getByRole('heading', { name: 'An example' }).waitFor()
    expect((await resultsOf(page)).every((image) => Math.max(...image) > 200)).toBe(true)
    expect(await greenAt(page, [7, 20])).toBeGreaterThan(100) // of the digit’s foot
    await answered(page, () => draw(page, seven))
    await page.getByRole('heading', { name: 'Your drawing' }).waitFor()
    expect(await greenAt(page, [14, 7])).toBe(255)
    expect(await greenAt(page, [7, 20])).toBe(0)
  })

  test('stays close to the drawing at a small strength, and leaves it at a large one', async () => {
    const { page } = shared
    await made(page)
    await answered(page, () => draw(page, seven))
    const distances = []
    for (const strength of [0.2, 0.6, 1]) {
      await answered(page, () => slide(page, 'Strength', strength))
      distances.push(await distance(page))
    }
    expect([...distances].sort((one, other) => one - other)).toEqual(distances)
    expect(distances[0]).toBeLessThan(0.04)
    expect(distances[2]).toBeGreaterThan(2 * distances[0])
  })

  test('continues with a result, or with a digit', async () => {
    const { page } = shared
    await made(page)
    const [, second] = await resultsOf(page)
    await answered(page, () => press(page, 'Use sample 2 as the drawing'))
    expect((await greensOf(sheetOf(page))).greens).toEqual(second)
    await answered(page, () => press(page, 'Start with a 5'))
    await answered(page, () => page.getByRole('radio', { name: '8', exact: true }).check())
    await answered(page, () => slide(page, 'Guidance scale', 3))
  })
})

// what the page does with images, whatever they show
describeInChromium('the draw page with a little model', () => {
  const studio = openStudio({ littleModel: true })

  test('needs no pointer', async () => {
    const { page, end } = await open(studio)
    await made(page)
    const isFocused = () =>
      page.evaluate(() => document.activeElement?.getAttribute('role') === 'application')
    for (let i = 0; i < 60 && !(await isFocused()); i++) await page.keyboard.press('Tab')
    expect(await isFocused()).toBe(true)
    await answered(page, async () => {
      await page.keyboard.press('Space')
      for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowUp')
      await page.keyboard.press('Shift+ArrowLeft')
      await page.keyboard.press('Space')
    })
    expect(await greenAt(page, [11, 6])).toBeGreaterThan(200)
    await page.keyboard.press('Control+z')
    await page.getByRole('heading', { name: 'An example' }).waitFor()
    await end()
  })

  test('is drawn on by touch on a phone', async () => {
    const { page, end } = await open(studio, phone)
    await made(page)
    const session = await page.context().newCDPSession(page)
    await session.send('Emulation.setTouchEmulationEnabled', { enabled: true })
    const places = await placesOf(page, seven)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: typeof places) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints })
    await answered(page, async () => {
      await touch('touchStart', [places[0]])
      for (const place of places.slice(1)) await touch('touchMove', [place])
      await touch('touchEnd', [])
    })
    expect(await greenAt(page, [14, 7])).toBe(255)
    await end()
  })

  test('speaks Chinese', async () => {
    const { page, end } = await open(studio, { language: 'zh' })
    await page.getByText('点击一张可作为底稿').waitFor()
    await page.getByRole('heading', { name: '示例' }).waitFor()
    expect(await page.getByRole('application').getAttribute('aria-label')).toBe('画布')
    await end()
  })

  describe('in one visit', () => {
    const shared = sharedPage(() => studio.visit({ at: '#/draw' }))
    /** A sheet as it is at first, but for what can be undone: a digit to vary. */
    beforeEach(async () => {
      const { page } = shared
      await page.getByRole('radio', { name: 'Variations' }).check()
      await page.getByRole('radio', { name: 'Pen' }).check()
      await slide(page, 'Width in pixels', 2.4)
      await press(page, 'Start with a 3')
      await made(page)
    })

    test('answers while a stroke is under way, and after it', async () => {
      const { page } = shared
      await made(page)
      const before = await seen(results(page))
      const [first, second] = await placesOf(page, seven)
      await page.mouse.move(first.x, first.y)
      await page.mouse.down()
      await page.mouse.move(second.x, second.y, { steps: 10 })
      await expect.poll(() => seen(results(page))).not.toBe(before)
      const during = await seen(results(page))
      await page.mouse.up()
      await expect.poll(() => seen(results(page))).not.toBe(during)
      await made(page)
    })

    test('regenerates only what is marked: the rest stays to the bit', async () => {
      const { page } = shared
      await made(page)
      // something is marked from the start
      await answered(page, () => page.getByRole('radio', { name: 'Regenerate a part' }).check())
      await press(page, 'Unmark all')
      await page.getByText('Nothing is marked.').waitFor()
      const { greens: given } = await greensOf(sheetOf(page))
      await slide(page, 'Width in pixels', 5)
      await answered(page, () => draw(page, bar))
      const { greens: tinted } = await greensOf(sheetOf(page))
      const kept = given.flatMap((green, i) => (tinted[i] === green ? i : []))
      expect(kept.length).toBeGreaterThan(SIZE * SIZE * 0.5)
      expect(kept.length).toBeLessThan(SIZE * SIZE * 0.9)
      for (const image of await resultsOf(page)) {
        expect(kept.map((i) => image[i])).toEqual(kept.map((i) => given[i]))
      }
      await answered(page, () => press(page, 'left'))
    })

    test('takes strokes back, one by one, and clears', async () => {
      const { page } = shared
      await made(page)
      await answered(page, () => draw(page, seven))
      const one = await seen(sheetOf(page))
      await answered(page, () => draw(page, bar))
      await answered(page, () => press(page, 'Undo'))
      expect(await seen(sheetOf(page))).toBe(one)
      await press(page, 'Clear')
      await page.getByText('The canvas is empty.').waitFor()
      await answered(page, () => sheetOf(page).press('Control+z'))
      expect(await seen(sheetOf(page))).toBe(one)
      await page.getByRole('radio', { name: 'Eraser' }).check()
      await slide(page, 'Width in pixels', 5)
      await answered(page, () => draw(page, seven.slice(0, 2)))
      expect(await greenAt(page, [14, 7])).toBe(0)
      expect(await greenAt(page, [13, 19])).toBeGreaterThan(0)
    })

    test('takes a dropped image, whose black and white can be swapped', async () => {
      const { page } = shared
      await made(page)
      await answered(page, () => drop(page, 'Choose an image', pngFile('square.png')))
      expect([await greenAt(page, [14, 14]), await greenAt(page, [2, 2])]).toEqual([255, 0])
      await answered(page, () => press(page, 'Swap black and white'))
      expect([await greenAt(page, [14, 14]), await greenAt(page, [2, 2])]).toEqual([0, 255])
      expect(await page.getByRole('alert').count()).toBe(0)
    })

    test('says of a file that is not an image what it is, in both languages', async () => {
      const { page } = shared
      await made(page)
      const before = await seen(sheetOf(page))
      const text = { name: 'notes.txt', bytes: new TextEncoder().encode('hello') }
      await drop(page, 'Choose an image', text)
      const alert = page.getByRole('alert')
      await alert.waitFor()
      expect(await alert.textContent()).toBe(
        '“notes.txt” cannot be used as an image: it seems to be a text file. ' +
          'Use a PNG, JPEG, WebP, GIF or BMP image.',
      )
      await press(page, '中文')
      expect(await alert.textContent()).toMatch(
        /“notes.txt”不能用作图片：它看起来是文本文件。请使用/,
      )
      await drop(page, '选择图片', pngFile('half.png', 60))
      await expect.poll(() => alert.textContent()).toMatch(/^无法使用“half.png”。/)
      expect(await seen(sheetOf(page))).toBe(before)
      await drop(page, '选择图片', pngFile('whole.png'))
      await alert.waitFor({ state: 'detached' })
      await press(page, 'English')
    })

    test('reports memory that does not suffice, and can be asked again', async () => {
      const { page } = shared
      await made(page)
      const giveBack = await takeMemory(page)
      await slide(page, 'Strength', 0.8)
      const alert = page.getByRole('alert')
      await alert.waitFor()
      expect(await alert.textContent()).toContain('There is not enough memory for this.')
      await giveBack()
      await answered(page, () => press(page, 'Try again'))
      expect(await alert.count()).toBe(0)
    })

    test('reports a worker that dies, keeps the drawing, and continues', async () => {
      const { page } = shared
      await made(page)
      await answered(page, () => draw(page, seven))
      const drawn = await seen(sheetOf(page))
      await killWorker(page)
      const alert = page.getByRole('alert')
      await alert.waitFor()
      expect(await alert.textContent()).toContain('has crashed')
      await alert.getByRole('button', { name: 'Continue' }).click()
      await alert.waitFor({ state: 'detached' })
      expect(await seen(sheetOf(page))).toBe(drawn)
      await answered(page, () => draw(page, bar))
    })

    test('has a sheet as large as the model’s images, and no class for a model without', async () => {
      const { page } = shared
      await made(page)
      const weights = initialParameters(tinyModel.parameters, 1)
      const bytes = encodeModel({ network: tinyModel, schedule: tinySchedule, weights })
      await drop(page, 'Choose a file', { name: 'tiny.safetensors', bytes })
      await expect.poll(() => sheetOf(page).getAttribute('width')).toBe('8')
      await made(page)
      expect(await page.getByRole('slider', { name: 'Guidance scale' }).count()).toBe(0)
    })
  })
})
