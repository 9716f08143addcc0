/** Trainings that the browser resumes by what was given, and one on a phone: too long for every run. */

import { expect, test } from 'vitest'
import { encodePng } from '../../src/formats/png.ts'
import { describeInChromium } from './in-chromium.ts'
import { openStudio } from './open-studio.ts'
import { phone, press } from './studio.ts'

describeInChromium('the training page, at length', () => {
  const studio = openStudio({ littleModel: true })

  test('images called digits are resumed, not the built-in ones', async () => {
    const { page, errors } = await studio.visit({ at: '#/train' })
    await page.getByRole('radio', { name: 'Your images' }).check()
    await page.getByRole('radio', { name: '16 × 16' }).check()
    const buffer = Buffer.from(
      encodePng({ width: 4, height: 4, channels: 1, data: new Uint8Array(16) }),
    )
    const names = ['digits', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']
    await page
      .locator('input[type=file]')
      .setInputFiles(names.map((name) => ({ name, mimeType: '', buffer })))
    await page.getByText('digits: 9 images of 16 × 16 × 1').waitFor()
    await page.getByRole('radio', { name: 'small' }).check()
    await page.getByRole('slider', { name: 'Steps' }).fill('40')
    await page.getByText('More settings').click()
    await page.getByRole('spinbutton', { name: 'Batch size' }).fill('6')
    await page.getByRole('spinbutton', { name: 'Batch size' }).blur()
    await press(page, 'Start training')
    await page.getByText('stored in this browser up to step').waitFor()
    await press(page, 'Pause')
    await page.reload()
    await page.getByText('An earlier training on digits stopped').waitFor()
    await press(page, 'Resume it')
    await page.getByRole('heading', { name: 'Done', exact: true }).waitFor()
    expect(errors).toEqual([])
    await page.context().close()
  })

  test('trains on a phone, in Chinese, without isolation, with progress above the settings', async () => {
    const { page, errors } = await studio.visitPlain({
      ...{ at: '?isolation=off#/train', language: 'zh', ...phone },
    })
    await page.getByRole('status').filter({ hasText: '线程' }).waitFor()
    await page.getByRole('radio', { name: '小', exact: true }).check()
    await page.getByRole('slider', { name: '步数' }).fill('40')
    await press(page, '开始训练')
    const samples = page.getByRole('img', { name: /第 10 步后/ }).first()
    await samples.waitFor()
    const top = async (name: string) =>
      (await page.getByText(name, { exact: true }).first().boundingBox())!.y
    expect((await samples.boundingBox())!.y).toBeLessThan(await top('网络规模'))
    await press(page, '停止')
    await page.getByRole('heading', { name: '已停止', exact: true }).waitFor()
    expect(errors).toEqual([])
    await page.context().close()
  })
})
