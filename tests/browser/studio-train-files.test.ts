/** The training page in Chromium: the visitor's images, files of every kind, settings. */

import { describe, expect, test } from 'vitest'
import { encodePng } from '../../src/formats/png.ts'
import { describeInChromium } from './in-chromium.ts'
import { openStudio, sharedPage } from './open-studio.ts'
import { press } from './studio.ts'
import { chooseOwn, give, giveDigits, idxImages, idxLabels, train } from './train-page.ts'

describeInChromium('the training page', () => {
  const studio = openStudio({ littleModel: true })

  describe('the visitor’s images', () => {
    const shared = sharedPage(() => studio.visit(train))

    test('nothing is trained on but what is chosen', async () => {
      const { page } = shared
      const begin = page.getByRole('button', { name: 'Start training' })
      await chooseOwn(page)
      expect(await begin.isDisabled()).toBe(true)
      await giveDigits(page)
      expect(await begin.isDisabled()).toBe(false)
      await page.getByRole('radio', { name: 'Built-in digits' }).check()
      await page.getByText('drawn in this page').waitFor()
      await page.getByRole('radio', { name: 'Built-in sprites' }).check()
      await page.getByText('Pixel art in colour').waitFor()
      expect(await begin.isDisabled()).toBe(false)
      await chooseOwn(page) // what was given before is read again
      await page.getByText('400 images of 8 × 8 × 1, 10 classes').waitFor()
    })

    test('images are brought to one size; other files beside them are skipped', async () => {
      const { page } = shared
      await chooseOwn(page)
      const image = (width: number, height: number) =>
        encodePng({ width, height, channels: 3, data: new Uint8Array(3 * width * height).fill(99) })
      await give(page, {
        ...{ 'wide.png': image(40, 20), 'high.png': image(9, 30) },
        'notes.txt': new TextEncoder().encode('hello'),
        'cut.png': image(4, 4).subarray(0, 30),
      })
      await page.getByRole('status').filter({ hasText: '“cut.png”' }).waitFor()
      await page.getByText(/2 images of 28 × 28 × 1/).waitFor()
      await page.getByRole('radio', { name: '16 × 16' }).check()
      await page.getByText(/2 images of 16 × 16 × 1/).waitFor()
      const begin = page.getByRole('button', { name: 'Start training' })
      expect(await begin.isDisabled()).toBe(true)
      await press(page, 'Use batches of 2')
      expect(await begin.isDisabled()).toBe(false)
    })

    test('says of other files what they seem to be or what is wrong with them', async () => {
      const { page } = shared
      await chooseOwn(page)
      const text = (letters: string) => new TextEncoder().encode(letters)
      const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 7)
      for (const [name, bytes, why] of [
        ['nothing.png', new Uint8Array(), /it seems to be an empty file\. Use PNG/],
        ['net.pth', text('PK\x03\x04\x14\0'), /it seems to be a PyTorch checkpoint/],
        ['movie.mp4', text('\0\0\0\x18ftypisom'), /it seems to be a video/],
        ['cut-idx3-ubyte', idxImages.subarray(0, 3000), /“cut-idx3-ubyte” cannot.*bytes/],
        ['labels-idx1-ubyte', idxLabels, /labels without images/],
        ['broken.png', png, /“broken.png” cannot be used\. ./],
      ] as const) {
        await give(page, { [name]: bytes })
        await page.getByRole('alert').filter({ hasText: why }).waitFor()
      }
      await giveDigits(page)
      expect(await page.getByRole('alert').count()).toBe(0)
    })

    test('says that a drop was empty', async () => {
      const { page } = shared
      await chooseOwn(page)
      const zone = page.getByRole('region', { name: 'Choose files' })
      const dataTransfer = await page.evaluateHandle(() => new DataTransfer())
      await zone.dispatchEvent('drop', { dataTransfer })
      await page.getByRole('alert').filter({ hasText: 'no readable files' }).waitFor()
    })

    test('a setting out of its range stays as typed, and nothing starts', async () => {
      const { page } = shared
      await page.getByRole('radio', { name: 'Built-in digits' }).check()
      await page.getByText('More settings').click()
      const batch = page.getByRole('spinbutton', { name: 'Batch size' })
      await batch.fill('70000')
      await batch.blur()
      await page.getByText('Enter a whole number from 1 to 65,536.').waitFor()
      expect(await batch.inputValue()).toBe('70000')
      expect(await page.getByRole('button', { name: 'Start training' }).isDisabled()).toBe(true)
      await page.getByText('Correct the settings marked above first.').waitFor()
      await batch.fill('8')
      await batch.blur()
      expect(await page.getByRole('button', { name: 'Start training' }).isDisabled()).toBe(false)
    })

    test('says it in Chinese, too, also what the library says', async () => {
      const { page } = shared
      await chooseOwn(page)
      await press(page, '中文')
      await give(page, { 'notes.txt': new TextEncoder().encode('hello') })
      await page.getByRole('alert').filter({ hasText: '它看起来是文本文件' }).waitFor()
      await give(page, { 'labels-idx1-ubyte': idxLabels })
      await page.getByRole('alert').filter({ hasText: '只有标签文件而没有图片' }).waitFor()
    })
  })
})
