/** The page of runs as a test looks at it. */

import type { Page } from 'playwright-core'
import { expect } from 'vitest'

export const item = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('checkbox', { name, exact: true }) })
export const box = (page: Page, name: string) => page.getByRole('checkbox', { name, exact: true })
export const curves = (page: Page, name = 'Loss') =>
  page.getByRole('img', { name: new RegExp(`^${name}\\. `) })
export const grids = (page: Page) => page.getByRole('img', { name: /^Samples of / })
export const settings = (page: Page) => page.getByRole('region', { name: 'Settings' })

/** Waits until the curves are of these runs, and of no others. */
export async function curvesOf(page: Page, ...names: string[]): Promise<void> {
  const shown = async () =>
    ((await curves(page).getAttribute('aria-label')) ?? '')
      .split(/\. |; /)
      .slice(1)
      .map((text) => text.split(':')[0])
      .sort()
  await expect.poll(shown).toEqual([...names].sort())
}

/** Names of the rows of a table. */
export const rows = (page: Page) => settings(page).getByRole('rowheader').allTextContents()

export const metrics = (first: number, count: number) =>
  Array.from({ length: count }, (_, i) => {
    const step = first + i
    return `${JSON.stringify({ kind: 'step', step, epoch: 1, loss: 1 / step })}\n`
  }).join('')

export const close = (page: Page) => page.context().close()
