/** A visitor's hand on a page that is busy, and how late the page answers it. */

import type { Page } from 'playwright-core'

/** Between two touches, in milliseconds. */
const PAUSE = 200

/** As the Event Timing API has it. */
interface EventTiming extends PerformanceEntry {
  readonly processingStart: number
}

declare global {
  interface Window {
    /** Milliseconds from an input to the next image on the screen, of those that took 16 or more. */
    late: number[]
    /** Milliseconds from an input to the first line of script that hears of it, of all of them. */
    heard: number[]
  }
}

/** Has the page note how late its inputs are. */
export async function watchInputs(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.late = []
    window.heard = []
    const types = ['pointerdown', 'pointerup', 'click', 'keydown', 'keyup', 'input']
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as EventTiming[]) {
        if (types.includes(entry.name)) window.late.push(entry.duration)
      }
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
    for (const type of types) {
      // in line: tsx would give a named function a helper that the page does not have
      addEventListener(type, (event) => window.heard.push(performance.now() - event.timeStamp), {
        capture: true,
      })
    }
  })
}

/** Presses keys and clicks on what can be touched while the page trains, until it is stopped. */
export async function touch(page: Page, isOver: () => boolean): Promise<void> {
  const history = page.getByRole('slider', { name: 'Look back' })
  const theme = page.locator('.preferences button').first()
  for (let i = 0; !isOver(); i++) {
    if (i % 4 === 3) await theme.click()
    else if (await history.isEnabled()) await history.press(i % 2 === 0 ? 'Home' : 'ArrowRight')
    await page.waitForTimeout(PAUSE)
  }
}

export interface Lateness {
  readonly inputs: number
  /** 95th percentiles, in milliseconds; up to the next image one below 16 counts as 16. */
  readonly heard: number
  readonly painted: number
}

const percentile = (values: readonly number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))]

export async function latenessOf(page: Page): Promise<Lateness> {
  const { late, heard } = await page.evaluate(() => ({ late: window.late, heard: window.heard }))
  const soon = Array.from({ length: Math.max(0, heard.length - late.length) }, () => 16)
  return {
    inputs: heard.length,
    heard: percentile(heard, 0.95),
    painted: percentile([...late, ...soon], 0.95),
  }
}
