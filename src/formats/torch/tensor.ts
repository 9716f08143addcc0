/** A tensor of PyTorch's: a view of a storage, whose numbers are read when they are asked for. */

import { sizeOf } from '../../base/shape.ts'
import { torchError } from '../errors/torch.ts'
import { PickleObject } from '../pickle/values.ts'
import { DTYPE_BITS, type Dtype } from '../tensor-types.ts'

/** Numbers that tensors share. */
export class TorchStorage extends PickleObject {
  /** What the file calls it. */
  readonly key: string
  readonly dtype: Dtype
  readonly elements: number

  constructor(key: string, dtype: Dtype, elements: number) {
    super()
    this.key = key
    this.dtype = dtype
    this.elements = elements
  }

  get bytes(): number {
    return (this.elements * DTYPE_BITS[this.dtype]) / 8
  }
}

/** Where a tensor lies in its storage, in elements. */
export interface StridedPlace {
  readonly offset: number
  readonly shape: readonly number[]
  readonly strides: readonly number[]
}

/** PyTorch's own limit on dimensions. */
const MOST_DIMENSIONS = 64

const areCounts = (values: readonly unknown[]): values is number[] =>
  values.every((value) => Number.isSafeInteger(value) && (value as number) >= 0)

/** A tensor as a file describes it: type, shape and place, without its numbers. */
export class TorchTensor extends PickleObject {
  readonly dtype: Dtype
  readonly storage: TorchStorage
  readonly place: StridedPlace

  /** @throws {DdpmError} `torch.tensor-outside` */
  constructor(storage: TorchStorage, place: StridedPlace, dtype = storage.dtype) {
    super()
    this.storage = storage
    this.place = place
    this.dtype = dtype
    if (this.#isOutside()) throw torchError('torch.tensor-outside', { record: storage.key })
  }

  get shape(): readonly number[] {
    return this.place.shape
  }

  /** Of its elements side by side. */
  get bytes(): number {
    return sizeOf(this.shape) * this.#width
  }

  get #width(): number {
    return DTYPE_BITS[this.dtype] / 8
  }

  #isOutside(): boolean {
    const { shape, strides, offset } = this.place
    const known = areCounts([offset, ...shape, ...strides]) && shape.length === strides.length
    if (!known || shape.length > MOST_DIMENSIONS) return true
    if (!Number.isSafeInteger(sizeOf(shape) * 8)) return true
    if (sizeOf(shape) === 0) return false
    const last = shape.reduce((at, size, axis) => at + (size - 1) * strides[axis], offset)
    return (last + 1) * this.#width > this.storage.bytes
  }

  /** Whether its elements lie side by side, in order. */
  get #isDense(): boolean {
    const { shape, strides } = this.place
    let step = 1
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      if (shape[axis] !== 1 && strides[axis] !== step) return false
      step *= shape[axis]
    }
    return true
  }

  /**
   * Its elements in order: a view where they lie so, else a copy.
   * @param storage the bytes of the whole storage
   */
  elementsOf(storage: Uint8Array): Uint8Array {
    const { offset } = this.place
    const start = offset * this.#width
    return this.#isDense ? storage.subarray(start, start + this.bytes) : this.#gathered(storage)
  }

  #gathered(storage: Uint8Array): Uint8Array {
    const { shape, strides, offset } = this.place
    const width = this.#width
    const gathered = new Uint8Array(this.bytes)
    const index = shape.map(() => 0)
    let from = offset * width
    for (let at = 0; at < gathered.length; at += width) {
      for (let byte = 0; byte < width; byte++) gathered[at + byte] = storage[from + byte]
      for (let axis = shape.length - 1; axis >= 0; axis--) {
        from += strides[axis] * width
        if (++index[axis] < shape[axis]) break
        from -= shape[axis] * strides[axis] * width
        index[axis] = 0
      }
    }
    return gathered
  }
}
