/**
 * The studio in headless Chromium: how soon a visitor can touch it, how soon its page has trained a
 * model whose digits can be read, how late it answers a hand meanwhile, and what memory it takes.
 *
 * npm run bench:studio -- [load] [train] [memory] [--seconds 240] [--minutes 10] [--count 512]
 */

import { openDevice } from 'ddpm'
import { buildSampler } from 'ddpm/diffusion'
import type { Browser, Page } from 'playwright-core'
import { loadModelFile } from '../src/hosts/node/model-file.ts'
import { chromiumPath, launch, noChromium } from '../tests/browser/chromium.ts'
import { openPage } from '../tests/browser/page.ts'
import type { Site } from '../tests/browser/site.ts'
import { serveStudio } from '../tests/browser/studio.ts'
import { type Lateness, latenessOf, touch, watchInputs } from './measure/hand.ts'
import { type Judgement, judged, judgeFor } from './measure/judge.ts'
import { showMachine, thisMachine } from './measure/machine.ts'
import { residentOfPages } from './measure/resident.ts'
import { median } from './measure/statistics.ts'
import { readOptions } from './options.ts'
import { atLeast, atMost, type Check, percent, showChecks } from './report/checks.ts'

const parts = ['load', 'train', 'memory'] as const
const options = readOptions({ seconds: 240, minutes: 10, count: 512 }, parts)
if (options.minutes < 2)
  throw new Error('--minutes is 1: the second is the first that counts, use 2 or more')

const ms = (value: number) => `${value.toFixed(0)} ms`
const megabytes = (value: number) => `${value.toFixed(0)} MB`

interface Studio {
  readonly browser: Browser
  readonly site: Site
}

const english = { locale: 'en-GB' }

/** Milliseconds from the first request to a page that is drawn and answers. */
async function timeToTouch({ browser, site }: Studio): Promise<number> {
  const { page } = await openPage(browser, site.address, english)
  await page.getByRole('img', { name: /^The noisy image/ }).waitFor()
  const now = await page.evaluate(
    () => new Promise<number>((resolve) => setTimeout(() => resolve(performance.now()))),
  )
  await page.context().close()
  return now
}

async function load(studio: Studio): Promise<Check[]> {
  const times = []
  for (let i = 0; i < 7; i++) times.push(await timeToTouch(studio))
  return [atMost('first visit: image drawn, slider answers', median(times), 1500, ms)]
}

const startTraining = (page: Page) => page.getByRole('button', { name: 'Start training' }).click()

/** Waits for the end, or ends it when its time is over. @returns the last step */
async function endBy(page: Page, milliseconds: number): Promise<number> {
  const done = page.getByRole('link', { name: 'Sample with it' })
  const timeout = Math.max(1, milliseconds)
  await done
    .waitFor({ timeout })
    .catch(() => page.getByRole('button', { name: 'Stop here' }).click())
  await done.waitFor()
  return Number(await page.locator('progress').getAttribute('value'))
}

/** The model that a page has trained, as a visitor would download it. */
async function modelOf(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Sample with it' }).click()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Model', exact: true }).click({ timeout: 120_000 }),
  ])
  return await file.path()
}

async function judge(path: string): Promise<Judgement> {
  const device = await openDevice()
  try {
    const loaded = await loadModelFile(path)
    const sampler = buildSampler('dpm-solver++', loaded.schedule, { steps: 25 })
    return await judged(await judgeFor(device, 'digits'), loaded, {
      ...{ sampler, count: options.count, guidance: 2 },
    })
  } finally {
    await device.close()
  }
}

const showLateness = ({ inputs, heard, painted }: Lateness): Check[] => [
  { what: `  ${inputs} inputs meanwhile, heard of within (95 %)`, measured: ms(heard) },
  atMost('  drawn within (95 %)', painted, 50, ms),
]

/** As a visitor does it: opens the page, presses the button, and plays with it while it trains. */
async function train({ browser, site }: Studio): Promise<Check[]> {
  const begin = performance.now()
  const passed = () => performance.now() - begin
  const { page, errors } = await openPage(browser, `${site.address}#/train`, english)
  await watchInputs(page)
  await startTraining(page)
  let over = false
  const touching = touch(page, () => over)
  const steps = await endBy(page, 1000 * options.seconds - passed())
  const seconds = passed() / 1000
  over = true
  await touching
  const lateness = await latenessOf(page)
  const { read, asAsked = 0, distance } = await judge(await modelOf(page))
  await page.context().close()
  return [
    { what: `training in the page, ${steps} steps`, measured: `${seconds.toFixed(0)} s` },
    ...showLateness(lateness),
    { what: '  errors in the console', measured: String(errors.length) },
    atLeast(`  read with over 90 % confidence, of ${options.count}`, read, 0.6, percent),
    { what: '  read as asked', measured: percent(asAsked) },
    { what: '  Frechet distance', measured: distance.toFixed(1) },
  ]
}

/**
 * A long training, its memory measured from the second minute on: by then there are samples
 * and a checkpoint.
 */
async function memory({ browser, site }: Studio): Promise<Check[]> {
  const { page } = await openPage(browser, `${site.address}#/train`, english)
  await page.getByRole('slider', { name: 'Steps' }).fill('5000')
  await startTraining(page)
  const held: number[] = []
  for (let minute = 1; minute <= options.minutes; minute++) {
    await page.waitForTimeout(60_000)
    const bytes = residentOfPages()
    if (bytes === undefined) return [{ what: 'memory', measured: 'known on Linux only' }]
    held.push(bytes / 1e6)
  }
  await page.context().close()
  const [first, last] = [held[1], held.at(-1)!]
  return [
    { what: 'memory of the page, minute by minute', measured: held.map(megabytes).join(', ') },
    atMost(`  grown from minute 2 to ${held.length}`, last / first - 1, 0.05, percent),
  ]
}

if (!chromiumPath) throw new Error(noChromium)
console.log(showMachine(thisMachine()))
const measures = { load, train, memory }
const studio = { browser: await launch(), site: await serveStudio() }
try {
  for (const part of parts) {
    if (!options.parts.includes(part)) continue
    for (const line of showChecks(await measures[part](studio))) console.log(line)
  }
} finally {
  await studio.browser.close()
  await studio.site.close()
}
