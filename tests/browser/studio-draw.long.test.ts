/** The draw page in Chromium: what the built-in model makes of drawings, other hands, trouble. */

import { beforeEach, describe, expect, test } from 'vitest'
import {
  answered,
  bar,
  distance,
  draw,
  freshSheet,
  greenAt,
  made,
  openDraw,
  placesOf,
  resultsOf,
  seven,
  sheetOf,
} from './draw-page.ts'
import { describeInChromium } from './in-chromium.ts'
import { openStudio, sharedPage } from './open-studio.ts'
import { greensOf, killWorker, phone, press, seen, slide, takeMemory } from './studio.ts'

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

describeInChromium('the draw page with a little model', () => {
  const studio = openStudio({ littleModel: true })

  test('needs no pointer', async () => {
    const { page, end } = await openDraw(studio)
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
    const { page, end } = await openDraw(studio, phone)
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
    const { page, end } = await openDraw(studio, { language: 'zh' })
    await page.getByText('点击一张可作为底稿').waitFor()
    await page.getByRole('heading', { name: '示例' }).waitFor()
    expect(await page.getByRole('application').getAttribute('aria-label')).toBe('画布')
    await end()
  })

  describe('in one visit', () => {
    const shared = sharedPage(() => studio.visit({ at: '#/draw' }))
    beforeEach(() => freshSheet(shared.page))
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
  })
})
