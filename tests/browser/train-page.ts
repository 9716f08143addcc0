/** The training page as a test looks at it, and what it is given to train on. */

import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { writeIdx } from '../../src/formats/idx.ts'
import { squares } from '../tiny.ts'
import { seen } from './studio.ts'

export const train = { at: '#/train' }
/** Enough for an epoch of small batches, and as small as the network takes them. */
export const few = squares(400)
export const idxImages = writeIdx({ shape: [400, 8, 8], data: few.images })
export const idxLabels = writeIdx({
  shape: [400],
  data: Uint8Array.from({ length: 400 }, (_, i) => i % 10),
})

export const chooseOwn = (page: Page, name = 'Your images') =>
  page.getByRole('radio', { name }).check()

/** The smallest images: little work. */
export async function giveDigits(page: Page): Promise<void> {
  await chooseOwn(page)
  await give(page, { 'mine-images-idx3-ubyte': idxImages, 'mine-labels-idx1-ubyte': idxLabels })
  await page.getByText('400 images of 8 × 8 × 1, 10 classes').waitFor()
}

/** A small network for few steps: a second or two. */
export async function chooseLittle(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'small' }).check()
  await page.getByRole('slider', { name: 'Steps' }).fill('40')
  await page.getByText('More settings').click()
  const batch = page.getByRole('spinbutton', { name: 'Batch size' })
  await batch.fill('8')
  await batch.blur()
}

export const phase = (page: Page, name: string) => page.getByRole('heading', { name, exact: true })

export const images = (page: Page) =>
  page.getByRole('img', { name: /^Samples from the same noise/ })

export const label = (page: Page) => images(page).getAttribute('aria-label')

export const pixels = (page: Page) => seen(images(page))

export const dataUrl = (canvas: Element) => (canvas as HTMLCanvasElement).toDataURL()

/** What stands beside a name, as a number. */
export async function fact(page: Page, name: string): Promise<number> {
  const value = page.getByText(name, { exact: true }).locator('xpath=following-sibling::dd')
  return Number.parseFloat((await value.textContent())!)
}

/**
 * Notes every label of the training's images with what the canvas shows in the moment that the
 * label changes.
 */
export function noteChanges() {
  const notes: { label: string; image: string }[] = []
  const note = () => {
    const canvas = document.querySelector<HTMLCanvasElement>('canvas[aria-label^="Samples from"]')
    const label = canvas?.ariaLabel
    if (!canvas || !label || notes.at(-1)?.label === label) return
    notes.push({ label, image: canvas.toDataURL() })
  }
  const watched = { subtree: true, childList: true, attributeFilter: ['aria-label'] }
  new MutationObserver(note).observe(document.body, watched)
  return () => notes
}

/** What the keyboard is at; nothing where its place is lost. */
export const focused = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement
    return at === document.body ? '' : (at?.textContent ?? '')
  })

export const steps = (page: Page) => fact(page, 'step')

/** Waits until so many steps are done, or more. */
export const reached = (page: Page, step: number) =>
  page.waitForFunction(
    (least) => Number(document.querySelector<HTMLProgressElement>('progress')?.value) >= least,
    step,
  )

/** Waits until a reload would lose nothing before a step. */
export const keptUpTo = (page: Page, step: number) =>
  expect
    .poll(() => fact(page, 'stored in this browser up to step').catch(() => 0))
    .toBeGreaterThanOrEqual(step)

type Files = Readonly<Record<string, Uint8Array>>

export async function give(page: Page, files: Files): Promise<void> {
  const payloads = Object.entries(files).map(([name, bytes]) => ({
    ...{ name, mimeType: '', buffer: Buffer.from(bytes) },
  }))
  await page.locator('input[type=file]').setInputFiles(payloads)
}
