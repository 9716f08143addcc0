/**
 * The reference backend: every op as plain loops, in the memory plan's arena. It judges the other
 * backends and is not meant to be fast.
 */

import { checkPrecisions } from '../../engine/bindings.ts'
import type { Capabilities } from '../../engine/capabilities.ts'
import type { Device, DeviceBuffer } from '../../engine/device.ts'
import { engineError } from '../../engine/errors.ts'
import type { DType } from '../../engine/ops.ts'
import type { Program } from '../../engine/program.ts'
import { ReferenceBuffer } from './buffer.ts'
import { referenceCapabilities } from './capabilities.ts'
import { ReferenceJob } from './job.ts'
import { Lender } from './lender.ts'
import type { Precision } from './values.ts'

export class ReferenceDevice implements Device {
  readonly name = 'reference'
  readonly description: string
  readonly capabilities: Capabilities = { ...referenceCapabilities, threads: 1, profiles: false }
  readonly #precision: Precision
  readonly #lender = new Lender()

  constructor(precision: Precision) {
    this.#precision = precision
    this.description = `plain loops in TypeScript, ${precision}, 1 thread`
  }

  createBuffer(dtype: DType, length: number): ReferenceBuffer {
    return new ReferenceBuffer(this.#lender, this.#precision, dtype, length)
  }

  async load(
    program: Program,
    states: Readonly<Record<string, DeviceBuffer>>,
  ): Promise<ReferenceJob> {
    this.#lender.check()
    checkPrecisions(program, this.capabilities)
    const own: Record<string, ReferenceBuffer> = {}
    for (const [name, buffer] of Object.entries(states)) {
      if (!(buffer instanceof ReferenceBuffer)) {
        throw engineError('job.state-foreign', { state: name })
      }
      own[name] = buffer
    }
    return new ReferenceJob(this.#lender, program, own, this.#precision)
  }

  async close(): Promise<void> {
    this.#lender.close()
  }
}

/**
 * Opens the reference backend.
 * @param options.precision `float32` (default) stores as every backend does and adds up in
 * float64; `float64` rounds nothing, to check formulas beyond float32's digits
 */
export function openReference({ precision = 'float32' }: { precision?: Precision } = {}) {
  return new ReferenceDevice(precision)
}
