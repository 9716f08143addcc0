/** What can be wrong with safetensors files, by code. */

import { type ErrorCatalog, errorsOf } from '../../base/errors.ts'
import { AGAIN, listed } from './words.ts'

export interface Tensor {
  readonly tensor: string
}

const after = (before: string | undefined) =>
  before === undefined ? 'the header' : `tensor "${before}"`

export const safetensorsErrors = {
  'safetensors.header-truncated': ({ have }: { have: number }) =>
    `safetensors: ${have} bytes are too few for a header: ${AGAIN}`,
  'safetensors.header-too-long': ({ length, most }: { length: string; most: number }) =>
    `safetensors: the header takes ${length} bytes, and ${most} are the limit`,
  'safetensors.header-past-end': ({ length, have }: { length: string; have: number }) =>
    `safetensors: the header takes ${length} bytes, and the file has ${have}: it is cut short or ` +
    'not a safetensors file',
  'safetensors.header-not-json': () => `safetensors: the header is not JSON in UTF-8: ${AGAIN}`,
  'safetensors.header-not-object': () => `safetensors: the header is not a JSON object: ${AGAIN}`,
  'safetensors.key-repeated': ({ key }: { key: string }) =>
    `safetensors: the key "${key}" appears twice: write the file again`,
  'safetensors.metadata-not-object': () =>
    'safetensors: __metadata__ is not an object: write the file again',
  'safetensors.metadata-not-text': ({ key }: { key: string }) =>
    `safetensors: "${key}" in __metadata__ is not a string: write the file again`,
  'safetensors.name-reserved': () =>
    'safetensors: no tensor can be named "__metadata__": choose another name',
  'safetensors.tensor-not-object': ({ tensor }: Tensor) =>
    `safetensors: tensor "${tensor}" is not described: write the file again`,
  'safetensors.type-unknown': ({ tensor, type }: Tensor & { type: unknown }) =>
    `safetensors: tensor "${tensor}" has the unknown type ${JSON.stringify(type)}`,
  'safetensors.type-not-float': ({ tensor, type }: Tensor & { type: string }) =>
    `safetensors: tensor "${tensor}" is ${type}: numbers are read from F32, F16, BF16 and F64`,
  'safetensors.shape-missing': ({ tensor }: Tensor) =>
    `safetensors: tensor "${tensor}" has no shape: write the file again`,
  'safetensors.size-invalid': ({ tensor, size }: Tensor & { size: unknown }) =>
    `safetensors: tensor "${tensor}" has the size ${JSON.stringify(size)}: use whole numbers from 0`,
  'safetensors.shape-too-large': ({ tensor }: Tensor) =>
    `safetensors: the shape of tensor "${tensor}" is larger than any file`,
  'safetensors.partial-byte': ({ tensor, type }: Tensor & { type: string }) =>
    `safetensors: tensor "${tensor}" of ${type} does not end on a whole byte`,
  'safetensors.offsets-missing': ({ tensor }: Tensor) =>
    `safetensors: tensor "${tensor}" has no pair of data_offsets: write the file again`,
  'safetensors.offsets-outside': ({
    tensor,
    begin,
    end,
    available,
  }: Tensor & { begin: number; end: number; available: number }) =>
    `safetensors: tensor "${tensor}" lies at ${begin}..${end}, outside the ${available} bytes of ` +
    `data: ${AGAIN}`,
  'safetensors.bytes-mismatch': ({
    tensor,
    type,
    shape,
    need,
    have,
  }: Tensor & { type: string; shape: readonly unknown[]; need: number; have: number }) =>
    `safetensors: tensor "${tensor}" of ${type} ${listed(shape)} takes ${need} bytes, and has ${have}`,
  'safetensors.overlap': ({ tensor, before }: Tensor & { before: string | undefined }) =>
    `safetensors: tensor "${tensor}" overlaps ${after(before)}: write the file again`,
  'safetensors.hole': ({ tensor, before }: Tensor & { before: string | undefined }) =>
    `safetensors: tensor "${tensor}" leaves a hole after ${after(before)}: write the file again`,
  'safetensors.too-long': ({ bytes, before }: { bytes: number; before: string | undefined }) =>
    `safetensors: ${bytes} bytes follow ${after(before)} and belong to no tensor: ${AGAIN}`,
} satisfies ErrorCatalog

export const safetensorsError = errorsOf(safetensorsErrors)
