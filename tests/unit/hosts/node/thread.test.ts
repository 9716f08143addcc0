/** What a thread does before it serves. */

import { afterEach, expect, test, vi } from 'vitest'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.doUnmock('node:worker_threads')
})

/** V8 may miss a growth of the memory while it is on its way to the thread. */
test('a thread reads how large its memory is, then serves under its number', async () => {
  const calls: [string, number][] = []
  const memory = { grow: (pages: number) => calls.push(['grow', pages]) }
  const exports = { serve: (index: number) => calls.push(['serve', index]) }
  vi.doMock('node:worker_threads', () => ({
    parentPort: null,
    workerData: { module: {}, memory, index: 3 },
  }))
  vi.stubGlobal('WebAssembly', {
    Instance: class {
      exports = exports
    },
  })
  await import('../../../../src/hosts/node/thread.js')
  expect(calls).toEqual([
    ['grow', 0],
    ['serve', 3],
  ])
})
