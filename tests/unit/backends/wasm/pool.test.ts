/** The pool of threads, with real workers that die and with made-up ones. */

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { LinearMemory } from '../../../../src/backends/wasm/memory.ts'
import { Pool } from '../../../../src/backends/wasm/pool.ts'
import type { Host, HostThread } from '../../../../src/engine/host.ts'
import { nodeHost } from '../../../../src/hosts/node/host.ts'
import { coded } from '../../../coded.ts'

const file = new URL('../../../../wasm/simd.wasm', import.meta.url)
const compile = () => new WebAssembly.Module(readFileSync(file))
const some = { commands: 512, commandsEnd: 520, scratch: 0, scratchBytes: 0 }

const lost = (reason: string) => coded('device.thread-lost', { reason })

/** Threads that do nothing; the test plays their part. */
function puppets() {
  const threads: { done: () => void; die: (e: Error) => void; ended: boolean; alive: boolean }[] =
    []
  const startThread = (): HostThread => {
    const thread = { done() {}, die(_: Error) {}, ended: false, alive: true }
    threads.push(thread)
    return {
      listen(done, die) {
        Object.assign(thread, { done, die })
      },
      keepAlive(alive) {
        thread.alive = alive
      },
      async terminate() {
        thread.ended = true
      },
    }
  }
  const host: Host = { ...nodeHost(), startThread }
  return { threads, pool: new Pool(host, compile(), new LinearMemory(true), 3) }
}

describe('pool', () => {
  test('keeps the process alive only while a run is under way', async () => {
    const { threads, pool } = puppets()
    expect(threads.map(({ alive }) => alive)).toEqual([false, false, false])
    const run = pool.run(some)
    expect(threads.map(({ alive }) => alive)).toEqual([true, true, true])
    threads[0].done()
    await run
    expect(threads.map(({ alive }) => alive)).toEqual([false, false, false])
  })

  test('nothing to run is over at once and wakes nobody', async () => {
    const { threads, pool } = puppets()
    const run = pool.run({ ...some, commandsEnd: some.commands })
    expect(threads.map(({ alive }) => alive)).toEqual([false, false, false])
    await run
  })

  test('a thread that dies fails the run and every later one, and ends the others', async () => {
    const { threads, pool } = puppets()
    const run = pool.run(some)
    threads[1].die(new Error('stack overflow'))
    await expect(run).rejects.toThrow(lost('stack overflow'))
    await expect(pool.run(some)).rejects.toThrow(lost('stack overflow'))
    expect(threads.every(({ ended }) => ended)).toBe(true)
  })

  test('closing fails the run under way', async () => {
    const { pool } = puppets()
    const run = pool.run(some)
    await Promise.all([pool.close(), expect(run).rejects.toThrow(coded('device.used-after-close'))])
  })

  test('a trap inside WebAssembly is reported, not waited for', async () => {
    const memory = new LinearMemory(true)
    const pool = new Pool(nodeHost(), compile(), memory, 2)
    const commands = memory.allocate(8)
    memory.integers(commands, 2).set([12345, 8]) // no such command
    const run = pool.run({ ...some, commands, commandsEnd: commands + 8 })
    await expect(run).rejects.toThrow(coded('device.thread-lost'))
  })
})
