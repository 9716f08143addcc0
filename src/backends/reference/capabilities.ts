/** What the reference backend can do. */

import type { BackendCapabilities } from '../../engine/capabilities.ts'

export const referenceCapabilities: BackendCapabilities = {
  precisions: ['f32'],
  noise: 'exact',
  memoryLimit: 2 ** 32, // the arena is one array: no engine is sure to make a longer one
}
