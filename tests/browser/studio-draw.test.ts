/** The draw page in Chromium: strokes, what the model makes of them, parts regenerated, files, trouble. */

import { beforeEach, describe, expect, test } from 'vitest'
import { encodeModel } from '../../src/models/contents.ts'
import { initialParameters } from '../../src/nn/parameters.ts'
import { tinyModel, tinySchedule } from '../tiny.ts'
import {
  answered,
  bar,
  draw,
  freshSheet,
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
import { drop, greensOf, press, seen, slide } from './studio.ts'

// what the page does with images, whatever they show
describeInChromium('the draw page with a little model', () => {
  const studio = openStudio({ littleModel: true })

  describe('in one visit', () => {
    const shared = sharedPage(() => studio.visit({ at: '#/draw' }))
    beforeEach(() => freshSheet(shared.page))

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
