/** The reference backend as lists, flags and `openDevice` know it. */

import type { BackendDefinition } from '../definition.ts'
import { referenceCapabilities } from './capabilities.ts'

export const reference: BackendDefinition = {
  name: 'reference',
  help: 'slow and plain; judges the others',
  automatic: false,
  takesThreads: false,
  variants: [],
  capabilities: referenceCapabilities,
  missing: () => undefined,
  async open() {
    const { openReference } = await import('./device.ts')
    return openReference()
  },
}
