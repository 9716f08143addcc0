/** What can be wrong with PyTorch's files, by code. */

import { type ErrorCatalog, errorsOf } from '../../base/errors.ts'
import { AGAIN } from './words.ts'

const SAVE = "save the weights in Python: torch.save(model.state_dict(), 'weights.pt')"

export interface RecordName {
  readonly record: string
}

export const torchErrors = {
  'torch.not-a-checkpoint': () =>
    'PyTorch: this archive has no data.pkl, so torch.save did not make it: if it holds weights, unpack it, and ' +
    'use the file inside',
  'torch.script': () =>
    `PyTorch: this is a TorchScript program, which is code and is not run: load it in Python, and ${SAVE}`,
  'torch.compressed': ({ record }: RecordName) =>
    `PyTorch: ${record} is compressed, and torch.save does not compress: load the file in Python, and save it again`,
  'torch.byte-order': () =>
    `PyTorch: the numbers of this file are big-endian: load it in Python on a usual machine, and ${SAVE}`,
  'torch.record-missing': ({ record }: RecordName) =>
    `PyTorch: the numbers of storage ${record} are missing: ${AGAIN}`,
  'torch.record-too-short': ({ record, need, have }: RecordName & { need: number; have: number }) =>
    `PyTorch: storage ${record} takes ${need} bytes, and has ${have}: ${AGAIN}`,
  'torch.tensor-outside': ({ record }: RecordName) =>
    `PyTorch: a tensor lies outside of its storage ${record}: ${AGAIN}`,
  'torch.tensor-unsupported': ({ kind }: { kind: string }) =>
    `PyTorch: this file holds ${kind}, and only usual tensors are read: make them dense with ` +
    `.to_dense() or .dequantize(), and ${SAVE}`,
  'torch.dtype-unsupported': ({ type }: { type: string }) =>
    `PyTorch: this file holds tensors of ${type}, which are not read: convert them, such as with .float(), and ${SAVE}`,
  'torch.legacy-corrupt': () => `PyTorch: the parts of this file do not fit together: ${AGAIN}`,
  'torch.too-large': ({ bytes, most }: { bytes: number; most: number }) =>
    `PyTorch: the tensors of this file take ${bytes} bytes, and its size allows ${most}: ${SAVE}`,
} satisfies ErrorCatalog

export const torchError = errorsOf(torchErrors)
