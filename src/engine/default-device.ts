/** The device of those who name none: opened on first use, shared, and closed with the process. */

import { InternalError } from '../base/errors.ts'
import type { Device } from './device.ts'

let open: (() => Promise<Device>) | undefined
let shared: Promise<Device> | undefined

/** Says how a device is opened here from now on: the doors of Node and of browsers do. */
export function provideDevice(opener: () => Promise<Device>): void {
  open = opener
  shared = undefined
}

/**
 * The shared device. Its threads rest between jobs and keep no process alive.
 * @throws {DdpmError} as `openDevice`; the next call tries again
 */
export function defaultDevice(): Promise<Device> {
  if (!open) throw new InternalError('no door has said how a device is opened')
  shared ??= open().catch((error: unknown) => {
    shared = undefined
    throw error
  })
  return shared
}
