/** A training in Chromium that is paused, reloaded, stopped, crashed, or in two tabs: too long for every run. */

import { expect, test } from 'vitest'
import { bundledModels } from '../../src/models/bundled.ts'
import { describeInChromium } from './in-chromium.ts'
import { openStudio } from './open-studio.ts'
import { killWorker, press } from './studio.ts'
import {
  chooseLittle,
  focused,
  giveDigits,
  keptUpTo,
  phase,
  pixels,
  reached,
  steps,
  train,
} from './train-page.ts'

describeInChromium('a training that is interrupted', () => {
  const studio = openStudio({ littleModel: true })

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
    await expect.poll(() => model.locator('option').count()).toBe(bundledModels.length + 1)
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
