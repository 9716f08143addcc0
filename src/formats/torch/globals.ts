/** The names that PyTorch's files may ask for, and what stands in their place here. */

import { torchError } from '../errors/torch.ts'
import { pythonGlobals } from '../pickle/python-globals.ts'
import {
  type Builder,
  type Globals,
  globalsOf,
  PickleGlobal,
  type PickleValue,
} from '../pickle/values.ts'
import { dtypeNames, dtypeOf } from './dtypes.ts'
import { numpyBuilders } from './numpy.ts'
import { TorchStorage, TorchTensor } from './tensor.ts'

/** (storage, offset, shape, strides, ...): whether it needs a gradient is not a matter of the file. */
const tensor: Builder = (storage, offset, shape, strides) => {
  if (!(storage instanceof TorchStorage) || typeof offset !== 'number') return undefined
  if (!Array.isArray(shape) || !Array.isArray(strides)) return undefined
  return new TorchTensor(storage, numbersIn(offset, shape, strides))
}

/** (storage, offset, shape, strides, requires_grad, hooks, dtype): of types that have no storage of their own. */
const typedTensor: Builder = (storage, offset, shape, strides, _gradient, _hooks, dtype) => {
  if (!(storage instanceof TorchStorage) || typeof offset !== 'number') return undefined
  if (!Array.isArray(shape) || !Array.isArray(strides)) return undefined
  if (!(dtype instanceof PickleGlobal)) return undefined
  return new TorchTensor(storage, numbersIn(offset, shape, strides), dtypeOf(dtype.name))
}

/** Sizes that are not numbers make a tensor that lies nowhere. */
function numbersIn(offset: number, shape: PickleValue[], strides: PickleValue[]) {
  const numbers = (values: PickleValue[]) =>
    values.map((value) => (typeof value === 'number' ? value : Number.NaN))
  return { offset, shape: numbers(shape), strides: numbers(strides) }
}

/** (data, requires_grad, hooks, ...) */
const parameter: Builder = (data) => (data instanceof TorchTensor ? data : undefined)

const unsupported =
  (kind: string): Builder =>
  () => {
    throw torchError('torch.tensor-unsupported', { kind })
  }

/** Where a tensor was: it matters to nobody here. */
const device: Builder = (type, index = null) => {
  if (typeof type !== 'string') return undefined
  return typeof index === 'number' ? `${type}:${index}` : type
}

const sizes: Builder = (items = []) => (Array.isArray(items) ? [...items] : undefined)
const text: Builder = (name) => (typeof name === 'string' ? name : undefined)

const rebuilding: Readonly<Record<string, Builder>> = {
  _rebuild_tensor: tensor,
  _rebuild_tensor_v2: tensor,
  _rebuild_tensor_v3: typedTensor,
  _rebuild_parameter: parameter,
  _rebuild_parameter_with_state: parameter,
  _rebuild_sparse_tensor: unsupported('sparse tensors'),
  _rebuild_sparse_csr_tensor: unsupported('sparse tensors'),
  _rebuild_qtensor: unsupported('quantised tensors'),
  _rebuild_nested_tensor: unsupported('nested tensors'),
  _rebuild_meta_tensor_no_storage: unsupported('tensors without numbers'),
  _rebuild_wrapper_subclass: unsupported('tensors of a class of their own'),
  _rebuild_device_tensor_from_numpy: unsupported('tensors of another device'),
}

/** Every name that is allowed. */
export const torchGlobals: Globals = new Map([
  ...pythonGlobals,
  ...globalsOf({
    ...Object.fromEntries(
      Object.entries(rebuilding).map(([name, build]) => [`torch._utils.${name}`, build] as const),
    ),
    ...Object.fromEntries(dtypeNames.map((name) => [`torch.${name}`, undefined])),
    'torch.storage.UntypedStorage': undefined,
    'torch.Size': sizes,
    'torch.device': device,
    'torch.serialization._get_layout': text,
    ...numpyBuilders,
  }),
])
