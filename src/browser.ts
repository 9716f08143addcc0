/** The door for browsers: every public name, and a device that computes in the page. */

import { type OpenOptions, openDevice as openOn } from './backends/open.ts'
import type { Device } from './engine/device.ts'
import { browserHost } from './hosts/browser/host.ts'

export * from './index.ts'

/**
 * Opens what computes here; by default the fastest there is. Without cross-origin isolation it has
 * one thread and blocks it while a step runs: open it in a worker then.
 * @throws {DdpmError} where the device is unknown or not to be had here.
 */
export function openDevice(options: OpenOptions = {}): Promise<Device> {
  return openOn(browserHost(), options)
}
