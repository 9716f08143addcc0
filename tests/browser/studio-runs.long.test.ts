/** The page of runs in Chromium: what changes under it, and who can use it. */

import { appendFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { start } from '../platform/run-cli.ts'
import { runStudio } from '../platform/run-studio.ts'
import { barriers, overflow } from './barriers.ts'
import { describeInChromium } from './in-chromium.ts'
import { box, close, curves, curvesOf, item, metrics, rows, settings } from './runs-page.ts'
import { studioOfRuns } from './runs-studio.ts'
import { arrive, phone, visit } from './studio.ts'

describeInChromium('the page of runs', () => {
  const { home, runs, web, put, look } = studioOfRuns()

  test('says in which settings runs differ', async () => {
    put('a')
    put('b', { seed: 7, learningRate: 0.5 })
    const { page } = await look()
    await curvesOf(page, 'a', 'b')
    await expect.poll(() => rows(page)).toEqual(['learningRate', 'seed'])
    expect(await settings(page).getByRole('cell').allTextContents()).toEqual(
      expect.arrayContaining(['0.5', '7', '0']),
    )
    await page.getByRole('checkbox', { name: 'Also show settings that are the same' }).check()
    expect((await rows(page)).length).toBeGreaterThan(15)
    await page.getByRole('checkbox', { name: 'Also show settings that are the same' }).uncheck()
    await box(page, 'b').uncheck()
    await curvesOf(page, 'a')
    await page.getByText('Choose a second run to see what differs.').waitFor()
    await box(page, 'a').uncheck()
    await page.getByText('Choose a run in the list').waitFor()
    await close(page)
  })

  test('shows an evaluation when it comes, and says where it is broken', async () => {
    const folder = put('a')
    const { page, errors } = await look()
    await curvesOf(page, 'a')
    const found = { count: 100, readable: 0.5, readableValidation: 0.98 }
    writeFileSync(join(folder, 'eval.json'), JSON.stringify(found))
    const table = page.getByRole('region', { name: 'Evaluation' })
    await table.getByRole('cell', { name: '50.0 % (98.0 %)' }).waitFor()
    rmSync(join(folder, 'eval.json'))
    await table.waitFor({ state: 'detached' })
    writeFileSync(join(folder, 'eval.json'), '{"count":')
    await page.getByText('The eval.json of “a” cannot be read').waitFor()
    expect(errors).toEqual([])
    await close(page)
  })

  test('reports a run that goes, and takes it back', async () => {
    put('kept')
    const folder = put('brief')
    const { page } = await look()
    await curvesOf(page, 'brief', 'kept')
    rmSync(folder, { recursive: true })
    await page.getByText('The run “brief” is gone').waitFor()
    await curvesOf(page, 'kept')
    put('brief')
    await box(page, 'brief').waitFor()
    await page.getByText('The run “brief” is gone').waitFor({ state: 'detached' })
    await close(page)
  })

  test('a connection that is lost is reported, and found again', async () => {
    const folder = put('a')
    const other = await runStudio(home)
    const site = { address: `http://localhost:${other.port}/` }
    const { page } = await visit(web.browser, site, { at: '#/runs' })
    await curvesOf(page, 'a')
    other.running.child.kill('SIGTERM')
    await other.running.ended
    const lost = page.getByText('The connection to ddpm studio is lost.')
    await lost.waitFor()
    expect(await curves(page).count()).toBe(1)
    appendFileSync(join(folder, 'metrics.jsonl'), metrics(31, 7))
    const again = start(home, 'studio', '--port', String(other.port))
    await again.until(/Ctrl-C/)
    await lost.waitFor({ state: 'detached' })
    await item(page, 'a').getByText('37 steps').waitFor()
    again.child.kill('SIGTERM')
    await again.ended
    await close(page)
  })

  test('a folder without runs says how to begin, and shows the first that comes', async () => {
    const { page, errors } = await look()
    await page.getByRole('heading', { name: 'There are no runs yet.' }).waitFor()
    expect(await page.textContent('main')).toContain('npx ddpm train')
    put('first')
    await curvesOf(page, 'first')
    expect(errors).toEqual([])
    await close(page)
  })

  test('many are searched by name', async () => {
    for (let i = 1; i <= 12; i++) put(`run-${i}`)
    const { page } = await look()
    await page.getByRole('searchbox', { name: 'Find by name' }).fill('RUN-1')
    expect(await page.getByRole('checkbox', { name: /^run-/ }).count()).toBe(4)
    await page.getByRole('searchbox', { name: 'Find by name' }).fill('none')
    await page.getByText('No run name contains this text.').waitFor()
    await close(page)
  })

  test.each(['light', 'dark'] as const)(
    'keeps nobody out, and fits a phone: %s',
    async (scheme) => {
      put('a')
      put('b', { seed: 7, data: 'a/long/way/to/the/data/'.repeat(4) })
      writeFileSync(join(runs, 'b/eval.json'), '{"count":100,"evenness":0.5}')
      const { page } = await look({ scheme, ...phone })
      await curvesOf(page, 'a', 'b')
      expect(await overflow(page)).toBe(0)
      expect(await barriers(page)).toEqual([])
      await page.getByRole('button', { name: '中文' }).click()
      await arrive(page)
      await page.getByRole('heading', { name: '并排比较运行' }).waitFor()
      await page.getByRole('link', { name: '用 a 的模型采样' }).waitFor()
      expect(await overflow(page)).toBe(0)
      expect(await barriers(page)).toEqual([])
      await close(page)
    },
  )

  test('opens a run’s model in Sample', async () => {
    put('squares & co')
    const { page, errors } = await look()
    await page.getByRole('link', { name: 'Sample with the model of squares & co' }).click()
    await page.getByRole('heading', { name: /noise/i, level: 1 }).waitFor()
    const chosen = page.getByRole('combobox', { name: 'Model' }).locator('option:checked')
    expect(await chosen.textContent()).toBe('squares & co (from a run)')
    await page.getByText('per sample').first().waitFor()
    await page.goBack()
    await curvesOf(page, 'squares & co')
    expect(errors).toEqual([])
    await close(page)
  })

  test('names are names, whatever is in them', async () => {
    const names = [
      ...['<img src=x onerror=alert(1)>', '%2e%2e', 'a"b\'c&d', '\u202egnp.exe', '运行 №1'],
      'long-'.repeat(45),
    ]
    for (const name of names) put(name)
    const { page, errors } = await look({ ...phone })
    for (const name of names) {
      if (!(await box(page, name).isChecked())) await box(page, name).check()
      await page.getByRole('img', { name: `Samples of ${name}, at the end` }).waitFor()
    }
    await curvesOf(
      page,
      ...names.slice(0, 5),
      `${'long-'.repeat(4).slice(0, 18)}…${'long-'.repeat(45).slice(-18)}`,
    )
    expect(await overflow(page)).toBe(0)
    await page.getByText('At most 6 runs can be compared at once').waitFor()
    expect(errors).toEqual([])
    await close(page)
  })
})
