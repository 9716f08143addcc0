/** The page of runs in Chromium, served by `ddpm studio`: runs as they are written, and every trouble. */

import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { start } from '../platform/run-cli.ts'
import { tinyTraining } from '../platform/run-studio.ts'
import { describeInChromium } from './in-chromium.ts'
import { box, close, curves, curvesOf, grids, item } from './runs-page.ts'
import { studioOfRuns } from './runs-studio.ts'

describeInChromium('the page of runs', () => {
  const { home, runs, put, look } = studioOfRuns()

  test('shows the newest without a click, curves in the colours of the list', async () => {
    for (const name of ['a', 'b', 'c', 'd']) put(name)
    const { page, errors } = await look()
    await curvesOf(page, 'a', 'b', 'c')
    expect(await item(page, 'a').textContent()).toMatch(/^afinished30 steps · loss 0?\.?\d+/)
    expect(await box(page, 'd').isChecked()).toBe(false)
    const inList = await box(page, 'b').evaluate((input) => getComputedStyle(input).accentColor)
    const swatch = page.locator('.chart-legend li').filter({ hasText: /^b/ }).locator('span')
    expect(await swatch.first().evaluate((span) => getComputedStyle(span).color)).toBe(inList)
    const judged = await curves(page, 'Validation loss').getAttribute('aria-label')
    expect(judged).toMatch(/a: begins at .*; b: begins at/)
    expect(errors).toEqual([])
    await close(page)
  })

  test('follows a training from its first step to its model', async () => {
    put('done')
    const { page, errors } = await look()
    await curvesOf(page, 'done')
    const training = start(home, ...tinyTraining('live', '--epochs', '6'))
    await item(page, 'live').getByText('training', { exact: true }).waitFor()
    await curvesOf(page, 'done', 'live')
    const step = () => item(page, 'live').getByRole('progressbar').getAttribute('value')
    await expect.poll(async () => Number(await step())).toBeGreaterThan(20)
    const early = await grids(page).count()
    await item(page, 'live').getByText('finished').waitFor()
    expect((await training.ended).code).toBe(0)
    expect(await item(page, 'live').textContent()).toContain('60 steps')
    expect(early).toBeGreaterThan(0)
    await page.getByRole('img', { name: 'Samples of live, at the end' }).waitFor()
    expect(errors).toEqual([])
    await close(page)
  })

  test('leads through the grids by epoch', async () => {
    put('one')
    const other = put('other')
    rmSync(join(other, 'samples/epoch-001.png'))
    const { page } = await look()
    const slider = page.getByRole('slider', { name: 'Earlier samples' })
    await page.getByRole('img', { name: 'Samples of one, at the end' }).waitFor()
    await slider.fill('0')
    const first = page.getByRole('img', { name: 'Samples of one, after epoch 1' })
    await first.waitFor()
    await expect
      .poll(() => first.evaluate((image) => (image as HTMLImageElement).naturalWidth))
      .toBeGreaterThan(20)
    await page.getByText('no samples yet').waitFor()
    let answer = () => {}
    const asked = new Promise<void>((resolve) => {
      answer = resolve
    })
    await page.route('**/epoch-002.png*', async (route) => {
      await asked
      await route.continue()
    })
    await slider.press('ArrowRight')
    // the caption waits for its image
    const figure = page.getByRole('figure').filter({ has: first })
    expect(await figure.textContent()).toContain('epoch 1')
    answer()
    await page.getByRole('img', { name: 'Samples of other, after epoch 2' }).waitFor()
    await page.getByRole('img', { name: 'Samples of one, after epoch 2' }).waitFor()
    await close(page)
  })

  test('what is broken is shown as far as it goes, with what is wrong', async () => {
    const cut = put('cut')
    appendFileSync(join(cut, 'metrics.jsonl'), 'no metric\n')
    mkdirSync(join(runs, 'bare'))
    writeFileSync(join(runs, 'bare/config.json'), '{')
    const { page, errors } = await look()
    await item(page, 'cut').getByText('1 line of metrics.jsonl cannot be read').waitFor()
    await item(page, 'bare').getByText('unreadable').waitFor()
    await item(page, 'bare').getByText('config.json is not JSON').waitFor()
    await curvesOf(page, 'cut')
    await box(page, 'bare').check()
    await curvesOf(page, 'bare', 'cut')
    expect(errors).toEqual([])
    await close(page)
  })
})
