/** The sample page as a test looks at it. */

import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { Page } from 'playwright-core'
import { encodeModel } from '../../src/models/contents.ts'
import { initialParameters } from '../../src/nn/parameters.ts'
import { tinyModel, tinySchedule } from '../tiny.ts'
import { littleModel } from './little-model.ts'
import { drop, seen, slide } from './studio.ts'

/** A host's answers for a run named `squares & co`. */
export function runFolder(): string {
  const api = mkdtempSync(join(tmpdir(), 'ddpm-api-'))
  mkdirSync(join(api, 'runs/squares & co'), { recursive: true })
  writeFileSync(join(api, 'runs/squares & co/model'), littleModel)
  return api
}

export const grids = (page: Page) => page.getByRole('img', { name: /^Samples by/ })
export const picks = (page: Page) => page.getByRole('button', { name: /^Sample \d+:/ })
export const cost = (page: Page) => page.locator('figcaption').filter({ hasText: 'per sample' })

export const pixels = (page: Page, index = 0) => seen(grids(page).nth(index))

/** Waits for samples that are whole. */
export async function sampled(page: Page, ways = 1): Promise<void> {
  await page.waitForFunction(
    (count) =>
      [...document.querySelectorAll('figcaption')].filter(({ textContent }) =>
        textContent?.includes('per sample'),
      ).length === count &&
      document.querySelector('.card[aria-busy]')?.getAttribute('aria-busy') === 'false',
    ways,
  )
}

export const dropModel = (page: Page, name: string, bytes: Uint8Array) =>
  drop(page, 'Choose a file', { name, bytes })

/** A model of small images that knows no classes, by an architecture of this name. */
export const modelOf = (architecture: string) =>
  encodeModel({
    network: { ...tinyModel, architecture },
    schedule: tinySchedule,
    weights: initialParameters(tinyModel.parameters, 1),
  })

export async function download(page: Page, name: string) {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name, exact: true }).click(),
  ])
  const bytes = new Uint8Array(await buffer(await file.createReadStream()))
  return { name: file.suggestedFilename(), bytes }
}

/** The settings of a first visit. */
export async function settle(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: 'Model' }).selectOption('shipped mnist')
  await page.getByRole('radio', { name: 'One sampler' }).check()
  await page.getByRole('combobox', { name: 'Sampler' }).selectOption('dpm-solver++')
  await slide(page, 'Samples', 3)
  await page.getByRole('radio', { name: 'All' }).check()
  await slide(page, 'Guidance scale', 1)
  const seed = page.getByRole('spinbutton', { name: 'Seed' })
  await seed.fill('0')
  await seed.press('Enter')
  await page.getByRole('img', { name: 'Samples by dpm-solver++ in 25 steps' }).first().waitFor()
  await sampled(page)
}
