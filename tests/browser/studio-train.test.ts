/** The training page in Chromium: to the end, paused, reloaded, crashed. */

import { expect, test } from 'vitest'
import { describeInChromium } from './in-chromium.ts'
import { openStudio } from './open-studio.ts'
import { killWorker, press } from './studio.ts'

import {
  chooseLittle,
  dataUrl,
  focused,
  giveDigits,
  images,
  keptUpTo,
  label,
  noteChanges,
  phase,
  pixels,
  reached,
  steps,
  train,
} from './train-page.ts'

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
    await page.getByText('8 × 8 × 1').waitFor()
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
})
