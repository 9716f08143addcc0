/** Numbers of the host going in and out of the reference backend's memory. */

import { checkData, usedAfterFree } from '../../engine/bindings.ts'
import type { DeviceBuffer, HostData } from '../../engine/device.ts'
import type { DType } from '../../engine/ops.ts'
import type { Lender } from './lender.ts'
import type { Numbers, Precision } from './values.ts'

/** What the reference backend takes: float64 too, which a float64 device keeps as it is. */
export type ReferenceData = HostData | Float64Array

/** A copy in the host's type. */
export function toHost(dtype: DType, numbers: ArrayLike<number>): HostData {
  return dtype === 'i32' ? Int32Array.from(numbers) : Float32Array.from(numbers)
}

function memory(precision: Precision, dtype: DType, length: number): Numbers {
  if (precision === 'float64') return new Float64Array(length)
  return dtype === 'i32' ? new Int32Array(length) : new Float32Array(length)
}

export class ReferenceBuffer implements DeviceBuffer {
  readonly dtype: DType
  readonly length: number
  readonly #lender: Lender
  #numbers: Numbers | undefined

  constructor(lender: Lender, precision: Precision, dtype: DType, length: number) {
    this.dtype = dtype
    this.length = length
    this.#lender = lender
    this.#numbers = memory(precision, dtype, length)
    lender.lend(this)
  }

  /** The numbers themselves. @throws {DdpmError} `device.used-after-free`, `device.used-after-close`. */
  get numbers(): Numbers {
    this.#lender.check()
    if (!this.#numbers) throw usedAfterFree('buffer')
    return this.#numbers
  }

  get freed(): boolean {
    return this.#numbers === undefined
  }

  async write(data: ReferenceData): Promise<void> {
    checkData('buffer', this.dtype, this.length, data)
    this.numbers.set(data)
  }

  async read(): Promise<HostData> {
    return toHost(this.dtype, this.numbers)
  }

  /** A copy of its contents, unrounded. */
  async readExact(): Promise<Float64Array> {
    return Float64Array.from(this.numbers)
  }

  free(): void {
    this.#numbers = undefined
    this.#lender.takeBack(this)
  }
}
