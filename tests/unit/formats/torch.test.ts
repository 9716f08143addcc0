import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type PickleValue, Placeholder } from '../../../src/formats/pickle/values.ts'
import { inMemory, type RandomAccess } from '../../../src/formats/random-access.ts'
import type { SafeTensor } from '../../../src/formats/tensor-types.ts'
import { asFloat32 } from '../../../src/formats/tensor-types.ts'
import { openTorch } from '../../../src/formats/torch/file.ts'
import { looksLikeTorch } from '../../../src/formats/torch/signature.ts'
import { TorchTensor } from '../../../src/formats/torch/tensor.ts'
import { zipOf } from '../../archives.ts'
import { coded } from '../../coded.ts'
import { pickleOf } from './attacks.ts'

const fixture = (name: string) =>
  new Uint8Array(readFileSync(resolve(import.meta.dirname, `fixtures/${name}`)))

function tensorsIn(value: PickleValue): Map<string, TorchTensor> {
  if (!(value instanceof Map)) throw new Error('not a dict')
  return new Map(
    [...value].flatMap(([name, tensor]) =>
      tensor instanceof TorchTensor ? [[String(name), tensor] as const] : [],
    ),
  )
}

async function allOf(bytes: Uint8Array): Promise<Map<string, SafeTensor>> {
  const file = await openTorch(inMemory(bytes))
  return await file.read(tensorsIn(file.value))
}

const eighths = (...numbers: number[]) => numbers.map((number) => number / 8)

describe.each(['tensors.pt', 'tensors-legacy.pt'])('%s', (name) => {
  const bytes = fixture(name)

  test('is recognised', () => expect(looksLikeTorch(bytes)).toBe(true))

  test('views are read by their strides and offsets', async () => {
    const tensors = await allOf(bytes)
    const valuesOf = (key: string) => {
      const tensor = tensors.get(key)
      return tensor && { shape: tensor.shape, values: [...asFloat32(tensor, key)] }
    }
    const whole = eighths(...Array.from({ length: 24 }, (_, i) => i))
    expect(valuesOf('whole')).toEqual({ shape: [2, 3, 4], values: whole })
    const turned = [0, 1, 2, 3].flatMap((k) =>
      [0, 1].flatMap((i) => [0, 1, 2].map((j) => i * 12 + j * 4 + k)),
    )
    expect(valuesOf('turned')).toEqual({ shape: [4, 2, 3], values: eighths(...turned) })
    expect(valuesOf('part')).toEqual({ shape: [2, 2], values: eighths(16, 18, 20, 22) })
    expect(valuesOf('one')).toEqual({ shape: [], values: [0.5] })
    expect(valuesOf('none')).toEqual({ shape: [0, 3], values: [] })
    expect(valuesOf('spread')).toEqual({ shape: [3, 2], values: [1, 2, 1, 2, 1, 2] })
    expect(valuesOf('parameter')).toEqual({ shape: [2], values: [3, -1] })
  })

  test('every element type', async () => {
    const tensors = await allOf(bytes)
    const found = [...tensors].slice(7).map(([key, { dtype, data }]) => {
      return [key, dtype, Buffer.from(data).toString('hex')]
    })
    expect(found).toEqual([
      ['f64', 'F64', '9a9999999999b93f00000000000004c0'],
      ['f16', 'F16', '662e00c1'],
      ['bf16', 'BF16', 'cd3d20c0'],
      ['i64', 'I64', '0000000000010000ffffffffffffffff'],
      ['i32', 'I32', '00001000ffffffff'],
      ['i16', 'I16', '2c01ffff'],
      ['i8', 'I8', '64ff'],
      ['u8', 'U8', 'c801'],
      ['u16', 'U16', '60ea0100'],
      ['bool', 'BOOL', '0100'],
      ['f8', 'F8_E4M3', '3840'],
    ])
  })

  test('every cut is refused', async () => {
    for (let length = 0; length < bytes.length; length += 7) {
      await expect(allOf(bytes.subarray(0, length))).rejects.toThrow(coded(expect.any(String)))
    }
  })
})

test.each([0, 1, 2, 3, 4, 5])('plain values in protocol %i', async (protocol) => {
  const { value } = await openTorch(inMemory(fixture(`plain-${protocol}.pt`)))
  if (!(value instanceof Map)) throw new Error('not a dict')
  const { path, time, arguments: given, dtype, ...rest } = Object.fromEntries(value)
  expect(rest).toEqual({
    none: null,
    flags: [true, false],
    numbers: [
      ...[0, -1, 255, 65535, 2 ** 31 - 1, -(2 ** 31), 2 ** 40, 2n ** 70n, 0.1],
      Number.POSITIVE_INFINITY,
    ],
    text: ['', 'ascii', 'naïve 日本 😀', '\n\'"\\'],
    bytes: Uint8Array.of(0, 255),
    tuples: [[], [1], [1, 2], [1, 2, 3], [1, 2, 3, 4]],
    set: new Set([1]),
    ordered: new Map([
      ['b', 1],
      ['a', 2],
    ]),
    size: [2, 3],
    device: 'cpu',
    numpy: 0.5,
    default: new Map([['x', [1]]]),
  })
  expect(dtype).toMatchObject({ name: 'torch.float16' })
  for (const held of [path, time, given]) expect(held).toBeInstanceOf(Placeholder)
})

test('only what is asked for is read', async () => {
  const bytes = fixture('tensors.pt')
  const read: [number, number][] = []
  const counting: RandomAccess = {
    size: bytes.length,
    read: async (start, end) => {
      read.push([start, end])
      return bytes.subarray(start, end)
    },
  }
  const file = await openTorch(counting)
  const opened = read.length
  await file.read(new Map([...tensorsIn(file.value)].slice(0, 1)))
  expect(read.length - opened).toBe(1)
})

describe('what is not read', () => {
  const archive = (pickle: Uint8Array, more: Record<string, Uint8Array> = {}, level: 0 | 6 = 0) =>
    openTorch(inMemory(zipOf({ 'a/data.pkl': pickle, ...more }, level)))
  const storage = (type: string, elements: number) =>
    `((S'storage'\nctorch\n${type}\nS'0'\nS'cpu'\nI${elements}\ntQ`
  const tensor = (type: string, elements: number, place: string) =>
    pickleOf(`}S'w'\nctorch._utils\n_rebuild_tensor_v2\n${storage(type, elements)}${place}tRs.`)
  const usual = 'I0\n(I2\nt(I1\nt'
  const four = new Uint8Array(16)
  const reading = async (pickle: Uint8Array, more: Record<string, Uint8Array> = {}) => {
    const file = await archive(pickle, more)
    return await file.read(tensorsIn(file.value))
  }

  test('the usual way works', async () => {
    const read = await reading(tensor('FloatStorage', 4, usual), { 'a/data/0': four })
    expect(read.get('w')).toEqual({ dtype: 'F32', shape: [2], data: new Uint8Array(8) })
  })

  test.each([
    ['beyond the end', 'I3\n(I2\nt(I1\nt'],
    ['a negative offset', 'I-1\n(I2\nt(I1\nt'],
    ['a negative size', 'I0\n(I-2\nt(I1\nt'],
    ['a negative stride', 'I3\n(I2\nt(I-1\nt'],
    ['strides of another count', 'I0\n(I2\nt(t'],
    ['sizes that are not numbers', "I0\n(S'x'\nt(I1\nt"],
    ['sizes whose product is not exact', 'I0\n(I4294967296\nI4294967296\nt(I0\nI0\nt'],
  ])('a tensor at %s', async (_, place) => {
    const refused = coded('torch.tensor-outside', { record: '0' })
    await expect(archive(tensor('FloatStorage', 4, place))).rejects.toThrow(refused)
  })

  test('a small storage seen as much', async () => {
    const large = 'I0\n(I1000000000\nt(I0\nt'
    const refused = coded('torch.too-large', { bytes: 4e9 })
    const more = { 'a/data/0': four }
    await expect(reading(tensor('FloatStorage', 4, large), more)).rejects.toThrow(refused)
  })

  test('storages that are missing, short or compressed', async () => {
    const pickle = tensor('FloatStorage', 4, usual)
    await expect(reading(pickle)).rejects.toThrow(coded('torch.record-missing', { record: '0' }))
    const values = { record: '0', need: 16, have: 4 }
    await expect(reading(pickle, { 'a/data/0': new Uint8Array(4) })).rejects.toThrow(
      coded('torch.record-too-short', values),
    )
    await expect(archive(new Uint8Array(1000), {}, 6)).rejects.toThrow(
      coded('torch.compressed', { record: 'a/data.pkl' }),
    )
  })

  test('types and layouts without a counterpart, by name', async () => {
    await expect(archive(tensor('ComplexDoubleStorage', 4, usual))).rejects.toThrow(
      coded('torch.dtype-unsupported', { type: 'torch.ComplexDoubleStorage' }),
    )
    await expect(archive(tensor('QInt8Storage', 4, usual))).rejects.toThrow(
      coded('torch.dtype-unsupported', { type: 'torch.QInt8Storage' }),
    )
    for (const [name, kind] of [
      ['_rebuild_sparse_tensor', 'sparse tensors'],
      ['_rebuild_qtensor', 'quantised tensors'],
    ]) {
      const pickle = pickleOf(`ctorch._utils\n${name}\n(tR.`)
      await expect(archive(pickle)).rejects.toThrow(coded('torch.tensor-unsupported', { kind }))
    }
  })

  test('archives of other kinds', async () => {
    await expect(openTorch(inMemory(zipOf({ 'a.txt': four })))).rejects.toThrow(
      coded('torch.not-a-checkpoint'),
    )
    await expect(archive(pickleOf('N.'), { 'a/constants.pkl': four })).rejects.toThrow(
      coded('torch.script'),
    )
    await expect(archive(pickleOf('N.'), { 'a/byteorder': pickleOf('big') })).rejects.toThrow(
      coded('torch.byte-order'),
    )
  })

  test('a model saved whole asks for its class', async () => {
    const pickle = pickleOf('c__main__\nSimpleUNet\n)', 0x81, '}b.')
    const refused = coded('pickle.global-refused', { global: '__main__.SimpleUNet' })
    await expect(archive(pickle)).rejects.toThrow(refused)
  })
})
