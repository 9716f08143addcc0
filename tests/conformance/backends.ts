/** The backends that must agree, a line each. The judge is not among them. */

import { openReference } from '../../src/backends/reference/device.ts'
import type { Device } from '../../src/engine/device.ts'

export interface Backend {
  readonly name: string
  /** Why it cannot be tried here, if it cannot. */
  readonly missing?: string
  /** The backend whose results it must equal bit for bit. */
  readonly twin?: string
  readonly open: () => Promise<Device>
}

export const backends: readonly Backend[] = [
  { name: 'reference float32', open: async () => openReference() },
]
