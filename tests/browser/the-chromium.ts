/**
 * Around all tests: one Chromium for all files that look at pages, started when the first of them
 * asks. Files run in processes of their own, so they ask by HTTP where to connect to it.
 */

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BrowserServer } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { launchServer } from './chromium.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The address that answers with the one to connect to. */
    chromium: string
  }
}

export default async function offerChromium(project: TestProject) {
  let browser: Promise<BrowserServer> | undefined
  const server = createServer((_, response) => {
    browser ??= launchServer()
    browser.then(
      (started) => response.end(started.wsEndpoint()),
      (error) => response.writeHead(500).end(String(error)),
    )
  })
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  project.provide('chromium', `http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  return async () => {
    server.close()
    server.closeAllConnections()
    await (await browser)?.close()
  }
}
