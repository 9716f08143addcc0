/** Devices by name. */

import { expect, test } from 'vitest'
import { deviceNames, openDevice } from '../../../src/backends/open.ts'
import { nodeHost } from '../../../src/hosts/node/host.ts'
import { coded } from '../../coded.ts'

test.each(deviceNames)('%s opens', async (device) => {
  const opened = await openDevice(nodeHost(), { device, threads: 1 })
  expect(opened.name).toBe(device === 'auto' ? 'wasm' : device)
  await opened.close()
})

test('an unknown name is refused with the known ones', async () => {
  const opening = openDevice(nodeHost(), { device: 'wsam' })
  await expect(opening).rejects.toThrow(coded('device.unknown', { known: deviceNames }))
})
