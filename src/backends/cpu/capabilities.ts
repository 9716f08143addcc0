/** What any executor of the lowering for a CPU can do. */

import type { BackendCapabilities } from '../../engine/capabilities.ts'

/** The kernels repeat the host's Philox and Box-Muller operation by operation. */
export const cpuCapabilities: Pick<BackendCapabilities, 'precisions' | 'noise'> = {
  precisions: ['f32'],
  noise: 'exact',
}
