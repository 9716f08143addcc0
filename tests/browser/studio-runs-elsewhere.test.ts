/** The page of runs in Chromium where no `ddpm studio` serves it: it looks at what it is given. */

import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { describeInChromium } from './in-chromium.ts'
import { openStudio } from './open-studio.ts'
import { close, curvesOf, metrics } from './runs-page.ts'
import { press } from './studio.ts'

describeInChromium('the page of runs on a host that is not ddpm studio', () => {
  const web = openStudio()

  const give = (page: Page, name: string, text: string) =>
    page.locator('input[type=file]').setInputFiles({
      ...{ name, mimeType: '', buffer: Buffer.from(text) },
    })

  test.each([
    ['en', 'This page comes from a web host'],
    ['zh', '这个页面由网站提供'],
  ] as const)('says how to get it: %s', async (language, sentence) => {
    const { page } = await web.visit({ at: '#/runs', language })
    await page.getByText(sentence).waitFor()
    expect(await page.textContent('pre')).toBe('npx ddpm studio --open')
    await close(page)
  })

  test('looks at what it is given, or says what that is', async () => {
    const { page } = await web.visit({ at: '#/runs' })
    await give(page, 'photo.png', '\u0089PNG')
    await page.getByText('“photo.png” is not a run').waitFor()
    await give(page, 'metrics.jsonl', '')
    await page.getByText('“metrics.jsonl” is empty').waitFor()
    await give(page, 'metrics.jsonl', metrics(1, 50))
    await curvesOf(page, 'metrics.jsonl')
    await give(page, 'other.jsonl', metrics(1, 90))
    await curvesOf(page, 'metrics.jsonl', 'other.jsonl')
    // the field for more is a row in which its text has room
    const hint = page.getByText('Runs from elsewhere:')
    expect((await hint.boundingBox())!.width).toBeGreaterThan(140)
    await press(page, 'Remove other.jsonl from the list')
    await curvesOf(page, 'metrics.jsonl')
    await close(page)
  })
})
