/** The training page in Chromium: from the first setting to a stored model. */

import { expect, test } from 'vitest'
import { bundledModels } from '../../src/models/bundled.ts'
import { describeInChromium } from './in-chromium.ts'
import { openStudio } from './open-studio.ts'
import { press } from './studio.ts'
import {
  chooseLittle,
  dataUrl,
  focused,
  giveDigits,
  images,
  label,
  noteChanges,
  phase,
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
    expect(await model.locator('option').count()).toBe(bundledModels.length)
    expect(errors).toEqual([])
    await page.context().close()
  })
})
