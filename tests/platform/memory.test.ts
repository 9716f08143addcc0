/** What closed devices leave resident, in a process of their own. */

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const MEBIBYTE = 2 ** 20
const SIZE = 256 * MEBIBYTE
const DEVICES = 4

/** Opens devices in turn and closes each, but holds on to them and their buffers. */
const script = (threads: number | 'inline') => `
  import { openDevice } from ${JSON.stringify(new URL('../../dist/node.js', import.meta.url))}
  const before = process.memoryUsage.rss()
  const held = []
  let [least, most] = [Infinity, 0]
  for (let i = 0; i < ${DEVICES}; i++) {
    const device = await openDevice({ device: 'wasm', threads: ${JSON.stringify(threads)} })
    held.push(device, device.createBuffer('f32', ${SIZE / 4}))
    const resident = process.memoryUsage.rss() - before
    least = Math.min(least, resident)
    most = Math.max(most, resident)
    await device.close()
  }
  console.log(JSON.stringify({ least, most, held: held.length }))
`

test.each([2, 'inline'] as const)('devices closed give their memory back, %s', async (threads) => {
  const args = ['--input-type=module', '-e', script(threads)]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  const { least, most, held } = JSON.parse(stdout)
  expect(held).toBe(2 * DEVICES)
  expect(least).toBeGreaterThan(SIZE / 2) // it was resident at all
  // One is open, and V8 may still be unmapping the one before in the background.
  expect(most).toBeLessThan(3 * SIZE)
})
