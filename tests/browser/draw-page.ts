/** The draw page as a test uses it: strokes, and what comes of them. */

import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { encodePng } from '../../src/formats/png.ts'
import type { openStudio } from './open-studio.ts'
import { greensOf, press, seen, slide, type Visit } from './studio.ts'

type Stroke = readonly (readonly [x: number, y: number])[]

/** Places on the sheet, in its pixels. */
export const seven: Stroke = [
  [7, 7],
  [20, 7],
  [12, 22],
]
export const bar: Stroke = [
  [5, 24],
  [23, 24],
]

export const SIZE = 28
const COLUMNS = 3
const COUNT = 6

export const sheetOf = (page: Page) => page.getByRole('application')
export const results = (page: Page) => page.getByRole('img', { name: 'Samples', exact: true })
/** Waits for results that are whole. */
export const made = (page: Page) => page.getByText('click one to use it as the drawing').waitFor()

/** Does something that changes the sheet or the question, and waits for the answer. */
export async function answered(page: Page, change: () => Promise<unknown>): Promise<void> {
  const before = (await results(page).count()) > 0 ? await seen(results(page)) : ''
  await change()
  await expect.poll(() => results(page).count()).toBe(1)
  await expect.poll(() => seen(results(page))).not.toBe(before)
  await made(page)
}

/** Where a place of the sheet is on the screen. */
export async function placesOf(page: Page, stroke: Stroke) {
  await sheetOf(page).scrollIntoViewIfNeeded()
  const box = (await sheetOf(page).boundingBox())!
  return stroke.map(([x, y]) => ({
    x: box.x + (x / SIZE) * box.width,
    y: box.y + (y / SIZE) * box.height,
  }))
}

export async function draw(page: Page, stroke: Stroke): Promise<void> {
  const [first, ...rest] = await placesOf(page, stroke)
  await page.mouse.move(first.x, first.y)
  await page.mouse.down()
  for (const { x, y } of rest) await page.mouse.move(x, y, { steps: 5 })
  await page.mouse.up()
}

export const greenAt = async (page: Page, [x, y]: readonly [number, number]) =>
  (await greensOf(sheetOf(page))).greens[y * SIZE + x]

/** Each result's pixels. */
export async function resultsOf(page: Page): Promise<number[][]> {
  const { width, greens } = await greensOf(results(page))
  return Array.from({ length: COUNT }, (_, index) => {
    const [left, top] = [(index % COLUMNS) * (SIZE + 1), Math.floor(index / COLUMNS) * (SIZE + 1)]
    return Array.from({ length: SIZE * SIZE }, (_, i) => {
      const [x, y] = [left + (i % SIZE), top + Math.floor(i / SIZE)]
      return greens[y * width + x]
    })
  })
}

/** The mean distance of the results from the sheet, as a share of black to white. */
export async function distance(page: Page): Promise<number> {
  const { greens } = await greensOf(sheetOf(page))
  const all = await resultsOf(page)
  const distances = all.flatMap((image) => image.map((green, i) => Math.abs(green - greens[i])))
  return distances.reduce((one, other) => one + other) / distances.length / 255
}

/** A white square on black, or what is left of it. */
export function pngFile(name: string, bytes?: number) {
  const data = Uint8Array.from({ length: 64 * 64 }, (_, i) =>
    Math.abs((i % 64) - 32) < 12 && Math.abs(Math.floor(i / 64) - 32) < 12 ? 255 : 0,
  )
  return { name, bytes: encodePng({ width: 64, height: 64, channels: 1, data }).subarray(0, bytes) }
}

/** The page as the visitor finds it; `end` checks its errors and closes it. */
export async function openDraw({ visit }: ReturnType<typeof openStudio>, how: Visit = {}) {
  const { page, errors } = await visit({ at: '#/draw', ...how })
  const end = async () => {
    expect(errors).toEqual([])
    await page.context().close()
  }
  return { page, end }
}

/** A sheet as it is at first, but for what can be undone: a digit to vary. */
export async function freshSheet(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Variations' }).check()
  await page.getByRole('radio', { name: 'Pen' }).check()
  await slide(page, 'Width in pixels', 2.4)
  await press(page, 'Start with a 3')
  await made(page)
}
