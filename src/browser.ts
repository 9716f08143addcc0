/** The front door in browsers: training and sampling models in the page. */

import { type OpenOptions, openDevice as openOn } from './backends/open.ts'
import { disposable, type OpenedDevice } from './backends/opened-device.ts'
import { provideDevice } from './engine/default-device.ts'
import { browserHost } from './hosts/browser/host.ts'

export * from './index.ts'

provideDevice(() => openDevice())

/**
 * Opens what computes here; by default the fastest there is. Without cross-origin isolation it has
 * one thread and blocks it while a step runs: open it in a worker then.
 * @throws {DdpmError} where the device is unknown or cannot be opened here.
 */
export async function openDevice(options: OpenOptions = {}): Promise<OpenedDevice> {
  return disposable(await openOn(browserHost(), options))
}
