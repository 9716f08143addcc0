/** numpy's scalars and arrays as checkpoints hold them beside tensors: numbers, and placeholders. */

import {
  type Builder,
  PickleGlobal,
  PickleObject,
  type PickleValue,
  Placeholder,
} from '../pickle/values.ts'

/** `f8`, and in which order its bytes lie. */
class NumpyDtype extends PickleObject {
  readonly code: string
  isLittle = true

  constructor(code: string) {
    super()
    this.code = code
  }

  override setState(state: PickleValue): void {
    if (Array.isArray(state)) this.isLittle = state[1] !== '>'
  }
}

type Read = (view: DataView, little: boolean) => number | bigint | boolean

const scalars: Readonly<Record<string, { readonly bytes: number; readonly read: Read }>> = {
  f8: { bytes: 8, read: (view, little) => view.getFloat64(0, little) },
  f4: { bytes: 4, read: (view, little) => view.getFloat32(0, little) },
  i8: { bytes: 8, read: (view, little) => exact(view.getBigInt64(0, little)) },
  u8: { bytes: 8, read: (view, little) => exact(view.getBigUint64(0, little)) },
  i4: { bytes: 4, read: (view, little) => view.getInt32(0, little) },
  u4: { bytes: 4, read: (view, little) => view.getUint32(0, little) },
  i2: { bytes: 2, read: (view, little) => view.getInt16(0, little) },
  u2: { bytes: 2, read: (view, little) => view.getUint16(0, little) },
  i1: { bytes: 1, read: (view) => view.getInt8(0) },
  u1: { bytes: 1, read: (view) => view.getUint8(0) },
  b1: { bytes: 1, read: (view) => view.getUint8(0) !== 0 },
}

function exact(value: bigint): number | bigint {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}

/** Types of numbers only: those of objects hold whatever else the pickle makes. */
const dtype: Builder = (code) => {
  const name = typeof code === 'string' ? code.replace(/^[<>|=]/, '') : ''
  return Object.hasOwn(scalars, name) ? new NumpyDtype(name) : undefined
}

const scalar: Builder = (type, bytes) => {
  if (!(type instanceof NumpyDtype) || !(bytes instanceof Uint8Array)) return undefined
  const { bytes: width, read } = scalars[type.code]
  if (bytes.length !== width) return undefined
  return read(new DataView(bytes.buffer, bytes.byteOffset, width), type.isLittle)
}

/** Arrays are not weights: the state of a random generator, a history. */
const array: Builder = (type, ...given) =>
  type instanceof PickleGlobal && type.name === 'numpy.ndarray'
    ? new Placeholder('numpy.ndarray', given)
    : undefined

/** The names of numpy that readers allow; older and newer versions keep them in different modules. */
export const numpyBuilders: Readonly<Record<string, Builder | undefined>> = {
  'numpy.dtype': dtype,
  'numpy.ndarray': undefined,
  'numpy.core.multiarray.scalar': scalar,
  'numpy._core.multiarray.scalar': scalar,
  'numpy.core.multiarray._reconstruct': array,
  'numpy._core.multiarray._reconstruct': array,
}
