/** The reference device, with its lendings counted, and refused from some number on. */

import { openReference } from '../src/backends/reference/device.ts'
import { DdpmError } from '../src/base/errors.ts'
import type { Device } from '../src/engine/device.ts'

export interface LendingDevice extends Device {
  /** Buffers and jobs that have not been given back. */
  readonly lent: number
}

/** @param most buffers and jobs that are had before there is no memory */
export function lendingDevice(most = Number.POSITIVE_INFINITY): LendingDevice {
  const device = openReference()
  let [asked, lent] = [0, 0]
  const counted = <Thing extends { free(): void }>(lend: () => Thing): Thing => {
    if (++asked > most) throw new DdpmError('memory.exhausted', {}, 'the memory does not suffice')
    const thing = lend()
    const free = thing.free.bind(thing)
    lent++
    return Object.assign(thing, {
      free() {
        lent--
        free()
      },
    })
  }
  return {
    name: device.name,
    description: device.description,
    capabilities: device.capabilities,
    get lent() {
      return lent
    },
    createBuffer: (...args) => counted(() => device.createBuffer(...args)),
    async load(...args) {
      const job = await device.load(...args)
      return counted(() => job)
    },
    close: () => device.close(),
  }
}
