/** The element types of safetensors: their sizes, and which of them become float32. */

import { safetensorsError } from './errors/safetensors.ts'
import { fromHalf, toHalf } from './half.ts'

/** Bits per element of every type the format defines. */
export const DTYPE_BITS = {
  F4: 4,
  F6_E2M3: 6,
  F6_E3M2: 6,
  BOOL: 8,
  U8: 8,
  I8: 8,
  F8_E4M3: 8,
  F8_E5M2: 8,
  F8_E8M0: 8,
  F8_E4M3FNUZ: 8,
  F8_E5M2FNUZ: 8,
  I16: 16,
  U16: 16,
  F16: 16,
  BF16: 16,
  I32: 32,
  U32: 32,
  F32: 32,
  C64: 64,
  F64: 64,
  I64: 64,
  U64: 64,
} as const

export type Dtype = keyof typeof DTYPE_BITS

/** One tensor of a safetensors file: little-endian elements, row-major. */
export interface SafeTensor {
  readonly dtype: Dtype
  readonly shape: readonly number[]
  readonly data: Uint8Array
}

export function isDtype(name: unknown): name is Dtype {
  return typeof name === 'string' && Object.hasOwn(DTYPE_BITS, name)
}

/**
 * Bytes that a tensor takes.
 * @throws {DdpmError} where a size is not a whole number from 0, the product is not exact, or
 * the elements do not end on a byte.
 */
export function byteSize(name: string, dtype: Dtype, shape: readonly unknown[]): number {
  let bits = DTYPE_BITS[dtype]
  for (const size of shape) {
    if (typeof size !== 'number' || !Number.isInteger(size) || size < 0) {
      throw safetensorsError('safetensors.size-invalid', { tensor: name, size })
    }
    bits *= size
    if (!Number.isSafeInteger(bits)) {
      throw safetensorsError('safetensors.shape-too-large', { tensor: name })
    }
  }
  if (bits % 8 !== 0) {
    throw safetensorsError('safetensors.partial-byte', { tensor: name, type: dtype })
  }
  return bits / 8
}

/** A float32 tensor over the same memory (no copy). */
export function fromFloat32(shape: readonly number[], values: Float32Array): SafeTensor {
  const data = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  return { dtype: 'F32', shape, data }
}

/** A float16 tensor of the nearest values: half the size, about 3 digits. */
export function toFloat16(shape: readonly number[], values: Float32Array): SafeTensor {
  return { dtype: 'F16', shape, data: new Uint8Array(Uint16Array.from(values, toHalf).buffer) }
}

/**
 * The values as float32, always a copy. Views of files are rarely aligned, so the bytes are copied
 * before they are read; hosts are taken to be little-endian, as WebAssembly's memory is.
 * @param name Of the tensor, for the error.
 * @throws {DdpmError} where the type is not F32, F16, BF16 or F64.
 */
export function asFloat32(tensor: SafeTensor, name: string): Float32Array {
  const { buffer } = new Uint8Array(tensor.data)
  switch (tensor.dtype) {
    case 'F32':
      return new Float32Array(buffer)
    case 'F64':
      return Float32Array.from(new Float64Array(buffer))
    case 'F16':
      return Float32Array.from(new Uint16Array(buffer), fromHalf)
    case 'BF16':
      return fromBrainFloats(new Uint16Array(buffer))
    default:
      throw safetensorsError('safetensors.type-not-float', { tensor: name, type: tensor.dtype })
  }
}

/** bfloat16 is the upper half of a float32. */
function fromBrainFloats(halves: Uint16Array): Float32Array {
  const bits = Uint32Array.from(halves, (half) => half << 16)
  return new Float32Array(bits.buffer)
}
