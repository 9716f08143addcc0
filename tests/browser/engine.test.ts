/** The browser's door in a browser: the same bits as in Node, and what is said where something is amiss. */

import { openDevice } from 'ddpm'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Result, work } from './app/job.ts'
import type { Answer } from './app/requests.ts'
import { connect, describeInChromium } from './in-chromium.ts'
import { bundleApp, openApp } from './page.ts'

type App = Awaited<ReturnType<typeof openApp>>

/** What Node computes with the same kernels. */
async function inNode(variant: string): Promise<Result> {
  const device = await openDevice({ variant, threads: 2 })
  const result = await work(device)
  await device.close()
  return result
}

function resultOf(answer: Answer): Result {
  if ('error' in answer) throw new Error(answer.error)
  return answer.result
}

function errorOf(answer: Answer): string {
  return 'error' in answer ? answer.error : 'no error'
}

const numbersOf = ({ description: _, ...numbers }: Result) => numbers

describeInChromium('ddpm/browser in Chromium', () => {
  let browser: Browser
  let bundle: Awaited<ReturnType<typeof bundleApp>>
  let isolated: App
  let plain: App
  beforeAll(async () => {
    bundle = await bundleApp()
    browser = await connect()
    isolated = await openApp(browser, bundle.folder, { isolated: true })
    plain = await openApp(browser, bundle.folder, { isolated: false })
  })
  afterAll(async () => {
    await isolated?.close()
    await plain?.close()
    await browser?.close()
    bundle?.remove()
  })

  test('the same bits as in Node, by any threads', async () => {
    const variant = 'simd'
    const wanted = await inNode(variant)
    expect(wanted.losses.every(Number.isFinite)).toBe(true)
    for (const threads of [1, 2, 'inline'] as const) {
      const result = resultOf(await isolated.askWorker({ open: { variant, threads } }))
      expect(numbersOf(result)).toEqual(numbersOf(wanted))
      expect(result.description).toMatch(threads === 2 ? /2 threads$/ : /1 thread\b/)
    }
  })

  test('computes in a page as in a worker', async () => {
    const open = { variant: 'relaxed', threads: 2 }
    const result = resultOf(await isolated.askPage({ open }))
    expect(numbersOf(result)).toEqual(numbersOf(await inNode('relaxed')))
  })

  test('chooses kernels and threads by itself', async () => {
    const { description } = resultOf(await isolated.askWorker({ open: {} }))
    expect(description).toMatch(/^WebAssembly, (relaxed )?SIMD, \d+ threads?$/)
  })

  test('without isolation: one thread, which says so, and the same bits', async () => {
    const result = resultOf(await plain.askWorker({ open: { variant: 'relaxed' } }))
    expect(result.description).toMatch(/1 thread \(no shared memory: .*cross-origin isolated/)
    expect(numbersOf(result)).toEqual(numbersOf(await inNode('relaxed')))
  })

  test('a thread that is lost is an error that says so', async () => {
    const answer = await isolated.askWorker({ open: { threads: 2 }, what: 'lose a thread' })
    expect(errorOf(answer)).toMatch(/a compute thread ended: .*has ended it/)
  })

  test('so is a thread whose script does not come', async () => {
    const answer = await isolated.askWorker({ open: { threads: 2 }, what: 'miss a script' })
    expect(errorOf(answer)).toMatch(/a compute thread ended: its script could not be/)
  })

  test('too large a batch is refused with what to do', async () => {
    for (const app of [isolated, plain]) {
      const answer = await app.askWorker({ open: {}, what: 'ask for too much memory' })
      expect(errorOf(answer)).toMatch(
        /^DdpmError: .* needs \d+ MiB of memory.*: use a smaller batch/,
      )
    }
  })
})
