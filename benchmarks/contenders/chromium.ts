/** This package as a page's visitor runs it: bundled, isolated, in a worker of headless Chromium. */

import { fileURLToPath } from 'node:url'
import { launch } from '../../tests/browser/chromium.ts'
import { bundleApp, openPage } from '../../tests/browser/page.ts'
import { openSite } from '../../tests/browser/site.ts'
import type { Answer, Message, Task } from '../peers/page/messages.ts'
import type { Contender } from './contender.ts'

const app = fileURLToPath(new URL('../peers/page', import.meta.url))

export interface Chromium {
  readonly version: string
  /** A page of its own for the task. */
  open(task: Task): Promise<Pick<Contender, 'run' | 'close'>>
  close(): Promise<void>
}

/** @throws {Error} where the page has reported one */
function checked<Wanted extends Answer>(answer: Answer, wanted: keyof Wanted & string): Wanted {
  if (wanted in answer) return answer as Wanted
  throw new Error('error' in answer ? answer.error : `the page answered ${JSON.stringify(answer)}`)
}

export async function openChromium(): Promise<Chromium> {
  const bundle = await bundleApp(app)
  const site = await openSite(bundle.folder, { isolated: true })
  const browser = await launch()
  return {
    version: browser.version(),
    async open(task) {
      const { page } = await openPage(browser, site.address)
      const ask = (message: Message) => page.evaluate((m) => window.askContender(m), message)
      checked(await ask({ task }), 'description')
      return {
        run: async (steps) => checked<{ ms: number }>(await ask({ steps }), 'ms').ms,
        close: () => page.context().close(),
      }
    },
    async close() {
      await browser.close()
      await site.close()
      bundle.remove()
    },
  }
}
