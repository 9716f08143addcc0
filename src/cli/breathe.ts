/** Lets signals and output have their turn between two pieces of long work. */

import { setImmediate } from 'node:timers/promises'

/** Devices that compute on this thread would otherwise keep Ctrl-C waiting for ever. */
export async function breathe(): Promise<void> {
  await setImmediate()
}
