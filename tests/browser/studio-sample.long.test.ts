/** The sample page in Chromium: trajectories, two samplers compared, and trouble. */

import { expect, test } from 'vitest'
import { describeInChromium } from './in-chromium.ts'
import { openStudio } from './open-studio.ts'
import { picks, pixels, sampled } from './sample-page.ts'
import { killWorker, press, seen, slide, takeMemory } from './studio.ts'

describeInChromium('the sample page', () => {
  const studio = openStudio({ littleModel: true })

  test('compares two samplers from the same noise', async () => {
    const { page, errors } = await studio.visit({ at: '#/sample' })
    await sampled(page)
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
    expect(errors).toEqual([])
    await page.context().close()
  })

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

  test('memory that does not suffice is reported, with what to do', async () => {
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

  test('a worker that dies is reported, and the visitor continues', async () => {
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

  test('shows a sample’s trajectory, by keyboard', async () => {
    const { page, errors } = await studio.visit({ at: '#/sample' })
    await sampled(page)
    await picks(page).nth(3).press('Enter')
    const panel = page.getByRole('region', { name: 'Trajectory of sample 4' })
    const state = panel.getByRole('slider', { name: 'State' })
    await state.waitFor()
    // motion is reduced: it does not play by itself
    expect(await state.inputValue()).toBe('25')
    expect(await panel.textContent()).toContain('timestep t' + 'done')
    const shown = async () =>
      await Promise.all((await panel.getByRole('img').all()).map((canvas) => seen(canvas)))
    const [noisy, predicted] = await shown()
    expect(noisy).toBe(predicted)
    await state.fill('0')
    expect(await panel.textContent()).toMatch(/timestep t\d+image √ᾱ0\.0/)
    await expect.poll(async () => new Set([...(await shown()), noisy]).size).toBe(3)
    await panel.getByRole('button', { name: 'Play' }).click()
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('.trajectory ~ .field input')?.value === '25',
    )
    await panel.getByRole('button', { name: 'Play' }).waitFor()
    await panel.getByRole('button', { name: 'Close' }).click()
    expect(await panel.count()).toBe(0)
    expect(errors).toEqual([])
    await page.context().close()
  })
})
