/** Many pages that listen to `ddpm studio`: they are held, and let go. */

import { appendFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { beforeAll, describe, test } from 'vitest'
import { deafListener, Listener } from '../../studio-client.ts'
import { openBy } from './held-open.ts'
import { serveRuns } from './served-runs.ts'

const studio = serveRuns()

/** How many sockets the server holds. */
const sockets = () => openBy(studio.running).filter((target) => target.startsWith('socket:')).length

describe.skipIf(process.platform !== 'linux')('200 pages that listen', () => {
  /** Sockets of the server that nobody has asked yet. */
  let idle: number
  beforeAll(() => {
    idle = sockets()
  })

  async function held(count: number): Promise<void> {
    while (sockets() !== count) await new Promise((settle) => setImmediate(settle))
  }

  test('are held and let go: those that close, and those that close one half', async () => {
    const metrics = join(studio.home, 'runs/done/metrics.jsonl')
    for (let round = 0; round < 2; round++) {
      const pages = Array.from({ length: 100 }, () => new Listener(studio.port))
      const halves: Socket[] = []
      for (let i = 0; i < 100; i++) halves.push(await deafListener(studio.port))
      await held(idle + 200)
      appendFileSync(metrics, '{"kind":"step","step":21,"epoch":3,"loss":0.5}\n')
      await Promise.all(pages.map((page) => page.until(({ event }) => event === 'metrics')))
      for (const half of halves) half.end()
      await held(idle + 100)
      await Promise.all(pages.map((page) => page.close()))
      await held(idle)
      for (const half of halves) half.destroy()
    }
    await studio.alive()
  })
})
