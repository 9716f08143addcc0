/** PyTorch's element types by their names, and those of its storages. */

import { torchError } from '../errors/torch.ts'
import type { Dtype } from '../tensor-types.ts'

/** `torch.float32` */
const byName: Readonly<Record<string, Dtype>> = {
  ...{ float64: 'F64', float32: 'F32', float16: 'F16', bfloat16: 'BF16' },
  ...{ double: 'F64', float: 'F32', half: 'F16', complex64: 'C64' },
  ...{ int64: 'I64', int32: 'I32', int16: 'I16', int8: 'I8', bool: 'BOOL' },
  ...{ uint64: 'U64', uint32: 'U32', uint16: 'U16', uint8: 'U8' },
  ...{ float8_e4m3fn: 'F8_E4M3', float8_e5m2: 'F8_E5M2', float8_e8m0fnu: 'F8_E8M0' },
  ...{ float8_e4m3fnuz: 'F8_E4M3FNUZ', float8_e5m2fnuz: 'F8_E5M2FNUZ' },
}

/** `torch.FloatStorage` */
const byStorage: Readonly<Record<string, Dtype>> = {
  ...{ DoubleStorage: 'F64', FloatStorage: 'F32', HalfStorage: 'F16', BFloat16Storage: 'BF16' },
  ...{ LongStorage: 'I64', IntStorage: 'I32', ShortStorage: 'I16', CharStorage: 'I8' },
  ...{ ByteStorage: 'U8', BoolStorage: 'BOOL', ComplexFloatStorage: 'C64' },
  UntypedStorage: 'U8',
}

/** Types without a counterpart here: of complex and quantised tensors. */
const others = ['complex128', 'complex32', 'quint8', 'qint8', 'qint32', 'quint4x2', 'quint2x4']
const otherStorages = ['ComplexDouble', 'QUInt8', 'QInt8', 'QInt32', 'QUInt4x2', 'QUInt2x4']

/** Every name that stands for an element type in pickles, without `torch.`. */
export const dtypeNames: readonly string[] = [
  ...Object.keys(byName),
  ...Object.keys(byStorage),
  ...others,
  ...otherStorages.map((name) => `${name}Storage`),
]

/**
 * The element type of a name of pickles: of a type, or of a storage, whose own are bytes where it is untyped.
 * @throws {DdpmError} `torch.dtype-unsupported`
 */
export function dtypeOf(global: string): Dtype {
  const name = global.split('.').at(-1) ?? ''
  for (const table of [byName, byStorage]) if (Object.hasOwn(table, name)) return table[name]
  throw torchError('torch.dtype-unsupported', { type: global })
}
