/** Apps bundled with the built package, and pages that show them; `app/` is the tests' own. */

import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import type { Ask, Request } from './app/requests.ts'
import { openSite } from './site.ts'

const root = resolve(import.meta.dirname, '../..')

/**
 * Bundles an app as its author would, by a Vite that knows nothing of ddpm.
 * @param folder with its index.html
 */
export async function bundleApp(folder = join(import.meta.dirname, 'app')) {
  if (!existsSync(join(root, 'dist/browser.js'))) throw new Error('dist/ is missing: npm run build')
  const outDir = mkdtempSync(join(tmpdir(), 'ddpm-app-'))
  await build({
    ...{ root: folder, configFile: false, logLevel: 'warn' },
    build: { outDir, emptyOutDir: true },
  })
  return { folder: outDir, remove: () => rmSync(outDir, { recursive: true, force: true }) }
}

/** Milliseconds: as long as `expect.poll` waits. On a busy machine states come late. */
const PATIENCE = 240_000

export interface OpenPage {
  readonly page: Page
  /** Errors that nobody caught, and those of the console. */
  readonly errors: readonly string[]
}

/** A page of its own storage, whose errors are kept. */
export async function openPage(
  browser: Browser,
  address: string,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<OpenPage> {
  const context = await browser.newContext(options)
  context.setDefaultTimeout(PATIENCE)
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`)
  })
  await page.goto(address)
  return { page, errors }
}

/** The app on a host with the headers of isolation or without. */
export async function openApp(browser: Browser, folder: string, options: { isolated: boolean }) {
  const site = await openSite(folder, options)
  const { page } = await openPage(browser, site.address)
  return {
    askWorker: (request: Request): ReturnType<Ask> =>
      page.evaluate((asked) => window.askWorker(asked), request),
    askPage: (request: Request): ReturnType<Ask> =>
      page.evaluate((asked) => window.askPage(asked), request),
    async close() {
      await page.context().close()
      await site.close()
    },
  }
}
