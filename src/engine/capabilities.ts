/** What a backend can do, in one record: programs, checks, lists and tests go by it. */

import type { Precision } from './precision.ts'

/** Of a backend, on any machine. */
export interface BackendCapabilities {
  /** How it can store floats. */
  readonly precisions: readonly Precision[]
  /**
   * `exact`: noise has the same bits as on every other exact device; `statistical`: the same
   * distribution.
   */
  readonly noise: 'exact' | 'statistical'
  /** The most bytes that its buffers and jobs can take. */
  readonly memoryLimit: number
}

/** Of an open device. */
export interface Capabilities extends BackendCapabilities {
  /** How many threads compute. */
  readonly threads: number
  /** Whether jobs can be profiled. */
  readonly profiles: boolean
}
