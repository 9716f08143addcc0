/** Devices by name, as their definitions say. */

import { describe, expect, test } from 'vitest'
import type { BackendDefinition } from '../../../src/backends/definition.ts'
import { backendNamed, deviceNames, openDevice } from '../../../src/backends/open.ts'
import { backends } from '../../../src/backends/registry.ts'
import { nodeHost } from '../../../src/hosts/node/host.ts'
import { coded } from '../../coded.ts'

const host = nodeHost()

describe.each(backends)('the backend $name', ({ name, capabilities, variants, open }) => {
  test('opens as a device of its name, which can do what the definition says', async () => {
    const device = await openDevice(host, { device: name })
    expect(device.name).toBe(name)
    const { memoryLimit, ...rest } = capabilities
    expect(device.capabilities).toMatchObject(rest)
    expect(device.capabilities.memoryLimit).toBeLessThanOrEqual(memoryLimit)
    await device.close()
  })

  test('opens with each variant that runs here', async () => {
    for (const variant of variants.filter(({ runsOn }) => runsOn(host))) {
      const device = await open(host, { variant: variant.name, threads: 'inline' })
      expect(device.variant).toBe(variant.name)
      await device.close()
    }
  })
})

test('auto is the first backend that runs here and may be chosen', () => {
  expect(deviceNames).toEqual(['auto', ...backends.map(({ name }) => name)])
  const automatic = (backend: BackendDefinition) => backend.automatic && !backend.missing(host)
  expect(backendNamed('auto', host)).toBe(backends.find(automatic))
})

test('an unknown name is refused with the known ones', async () => {
  const opening = openDevice(host, { device: 'wsam' })
  await expect(opening).rejects.toThrow(coded('device.unknown', { known: deviceNames }))
})

test.each([{ thread: 1 }, Object('wasm') as object])(
  'options that do not exist are refused: %j',
  async (options) => {
    const opening = openDevice(host, options)
    const known = ['device', 'threads', 'variant']
    await expect(opening).rejects.toThrow(coded('option.unknown', { owner: 'openDevice', known }))
  },
)
