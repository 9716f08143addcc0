/**
 * The reference backend: every op as plain loops, in the memory plan's arena. It judges the other
 * backends and is not meant to be fast.
 */

import { InternalError } from '../../base/errors.ts'
import type { Device, DeviceBuffer } from '../../engine/device.ts'
import type { DType } from '../../engine/ops.ts'
import type { Program } from '../../engine/program.ts'
import { ReferenceBuffer } from './buffer.ts'
import { ReferenceJob } from './job.ts'
import type { Precision } from './values.ts'

export class ReferenceDevice implements Device {
  readonly name = 'reference'
  readonly description: string
  readonly #precision: Precision

  constructor(precision: Precision) {
    this.#precision = precision
    this.description = `plain loops in TypeScript, ${precision}, 1 thread`
  }

  createBuffer(dtype: DType, length: number): ReferenceBuffer {
    return new ReferenceBuffer(this.#precision, dtype, length)
  }

  async load(
    program: Program,
    states: Readonly<Record<string, DeviceBuffer>>,
  ): Promise<ReferenceJob> {
    const own: Record<string, ReferenceBuffer> = {}
    for (const [name, buffer] of Object.entries(states)) {
      if (!(buffer instanceof ReferenceBuffer)) {
        throw new InternalError(`state ${name} is a buffer of another device`)
      }
      own[name] = buffer
    }
    return new ReferenceJob(program, own, this.#precision)
  }

  async close(): Promise<void> {}
}

/**
 * Opens the reference backend.
 * @param options.precision `float32` (default) stores as every backend does and adds up in
 * float64; `float64` rounds nothing, to check formulas beyond float32's digits
 */
export function openReference({ precision = 'float32' }: { precision?: Precision } = {}) {
  return new ReferenceDevice(precision)
}
