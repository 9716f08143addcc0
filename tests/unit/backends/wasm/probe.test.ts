/** The probe of speeds, on the real kernels. Which is faster is the machine's business. */

import { expect, test } from 'vitest'
import { openWasm } from '../../../../src/backends/wasm/device.ts'
import { probe } from '../../../../src/backends/wasm/probe.ts'
import { availableVariants } from '../../../../src/backends/wasm/variants.ts'
import { nodeHost } from '../../../../src/hosts/node/host.ts'

const host = nodeHost()
const variants = availableVariants(host)

test('every shape has a speed that a machine can have, and keeps it', async () => {
  const speeds = await probe(host, variants, true)
  expect(speeds.map(({ variant }) => variant)).toEqual(variants)
  for (const { gflops } of speeds) {
    expect(gflops).toBeGreaterThan(0.1)
    expect(gflops).toBeLessThan(1000)
  }
  expect(await probe(host, variants, false)).toBe(speeds)
})

test('a probe that failed is made again', async () => {
  let calls = 0
  const offline = {
    ...host,
    async readKernels(): Promise<Uint8Array> {
      calls++
      throw new Error('offline')
    },
  }
  const pair = ['simd', 'wide'] as const // compared nowhere else
  await expect(probe(offline, pair, true)).rejects.toThrow('offline')
  await expect(probe(offline, pair, true)).rejects.toThrow('offline')
  expect(calls).toBe(4)
})

test('a device says what it was chosen for, and describes what was chosen', async () => {
  const device = await openWasm(host, { threads: 1 })
  const [, name] = device.reason?.match(/^(.+) is taken by a probe of one thread: SIMD \d+/) ?? []
  expect(device.description).toBe(`WebAssembly, ${name}, 1 thread`)
  await device.close()
})
