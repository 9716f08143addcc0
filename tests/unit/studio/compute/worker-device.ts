/** The worker's device in Node: for `vi.mock` in place of the browser's. */

import { openReference } from '../../../../src/backends/reference/device.ts'

export const device = async () => openReference()
