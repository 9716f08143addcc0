import { describe, expect, test } from 'vitest'
import { readSafetensors, writeSafetensors } from '../../../src/formats/safetensors.ts'
import { fromFloat32, type SafeTensor } from '../../../src/formats/tensor-types.ts'
import { coded } from '../../coded.ts'

/** A file of this header, as it stands, and so many bytes 0, 1, 2, ... */
function file(header: string, bytes: number, claimed?: bigint): Uint8Array {
  const json = new TextEncoder().encode(header)
  const whole = new Uint8Array(8 + json.length + bytes)
  new DataView(whole.buffer).setBigUint64(0, claimed ?? BigInt(json.length), true)
  whole.set(json, 8)
  whole.set(
    Uint8Array.from({ length: bytes }, (_, i) => i),
    8 + json.length,
  )
  return whole
}

const entry = (dtype: string, shape: unknown, begin: unknown, end: unknown) =>
  JSON.stringify({ dtype, shape, data_offsets: [begin, end] })

describe('readSafetensors', () => {
  test('reads tensors and metadata in the order of the header', () => {
    const header = `{"__metadata__":{"k":"v"},"b":${entry('U8', [2, 2], 4, 8)},"a":${entry('F32', [], 0, 4)}}`
    const { metadata, tensors } = readSafetensors(file(header, 8))
    expect(metadata).toEqual({ k: 'v' })
    expect([...tensors.keys()]).toEqual(['b', 'a'])
    expect(tensors.get('b')).toEqual({
      dtype: 'U8',
      shape: [2, 2],
      data: Uint8Array.of(4, 5, 6, 7),
    })
    expect(tensors.get('a')?.shape).toEqual([])
  })

  test('reads empty files, empty tensors and a padded header', () => {
    expect(readSafetensors(file('{}', 0)).tensors.size).toBe(0)
    const { tensors } = readSafetensors(file(`{"e":${entry('F32', [0, 7], 0, 0)}}   `, 0))
    expect(tensors.get('e')?.data).toHaveLength(0)
  })

  test('data are views, not copies', () => {
    const bytes = file(`{"a":${entry('U8', [1], 0, 1)}}`, 1)
    expect(readSafetensors(bytes).tensors.get('a')?.data.buffer).toBe(bytes.buffer)
  })

  test('keys like __proto__ are names and nothing more', () => {
    const header = `{"__metadata__":{"__proto__":"m"},"__proto__":${entry('U8', [1], 0, 1)}}`
    const { metadata, tensors } = readSafetensors(file(header, 1))
    expect(tensors.get('__proto__')?.dtype).toBe('U8')
    expect(Object.entries(metadata)).toEqual([['__proto__', 'm']])
    expect(Object.getPrototypeOf({})).toBe(Object.prototype)
    expect(Object.getPrototypeOf(metadata)).toBe(Object.prototype)
  })

  const one = (dtype: string, shape: unknown, begin: unknown, end: unknown, bytes: number) =>
    file(`{"w":${entry(dtype, shape, begin, end)}}`, bytes)
  const two = (a: [number, number], b: [number, number], bytes: number) =>
    file(`{"a":${entry('U8', [a[1] - a[0]], ...a)},"b":${entry('U8', [b[1] - b[0]], ...b)}}`, bytes)
  const twice = `{"w":${entry('U8', [1], 0, 1)},"\\u0077":${entry('U8', [1], 0, 1)}}`

  test.each<[string, Uint8Array, string, object?]>([
    ['an empty file', new Uint8Array(0), 'header-truncated'],
    ['a header past the end', file('{}', 0, 3n), 'header-past-end', { length: '3', have: 10 }],
    ['a huge header', file('{}', 0, 100_000_001n), 'header-too-long', { length: '100000001' }],
    [
      'a header of 2^64 - 1',
      file('{}', 0, 2n ** 64n - 1n),
      'header-too-long',
      { length: '18446744073709551615' },
    ],
    ['a header cut off', file('{"w":', 0), 'header-not-json'],
    ['a header which is no UTF-8', file('{"\u00e9":1}', 0).with(10, 0xff), 'header-not-json'],
    ['a byte order mark', file('\ufeff{}', 0), 'header-not-json'],
    ['a header which is an array', file('[]', 0), 'header-not-object'],
    ['a header of length 0', file('', 0), 'header-not-json'],
    ['a name written twice', file(twice, 1), 'key-repeated', { key: 'w' }],
    [
      'a field written twice',
      file('{"w":{"dtype":"U8","dtype":"I8"}}', 1),
      'key-repeated',
      { key: 'dtype' },
    ],
    ['a tensor of null', file('{"w":null}', 0), 'tensor-not-object', { tensor: 'w' }],
    ['an unknown type', one('F31', [1], 0, 4, 4), 'type-unknown', { type: 'F31' }],
    [
      'a type from the prototype',
      one('toString', [1], 0, 4, 4),
      'type-unknown',
      { type: 'toString' },
    ],
    ['a shape of text', one('U8', '4', 0, 4, 4), 'shape-missing', { tensor: 'w' }],
    ['half an element', one('U8', [0.5], 0, 1, 1), 'size-invalid', { size: 0.5 }],
    ['a negative size', one('U8', [-1, -1], 0, 1, 1), 'size-invalid', { size: -1 }],
    ['a size of text', one('U8', ['1'], 0, 1, 1), 'size-invalid', { size: '1' }],
    [
      'a shape beyond all numbers',
      one('U8', [2 ** 40, 2 ** 40], 0, 1, 1),
      'shape-too-large',
      { tensor: 'w' },
    ],
    [
      'a shape which overflows to 0',
      one('F32', [2 ** 32, 2 ** 32], 0, 0, 0),
      'shape-too-large',
      { tensor: 'w' },
    ],
    [
      'a size not matching',
      one('F32', [2], 0, 4, 4),
      'bytes-mismatch',
      { tensor: 'w', type: 'F32', shape: [2], need: 8, have: 4 },
    ],
    ['half a byte', one('F4', [3], 0, 1, 1), 'partial-byte', { type: 'F4' }],
    [
      'offsets past the end',
      one('U8', [5], 0, 5, 4),
      'offsets-outside',
      { begin: 0, end: 5, available: 4 },
    ],
    ['offsets backwards', one('U8', [1], 2, 1, 4), 'offsets-outside', { begin: 2, end: 1 }],
    ['negative offsets', one('U8', [1], -1, 0, 4), 'offsets-outside', { begin: -1 }],
    ['offsets of text', one('U8', [1], '0', 1, 1), 'offsets-missing', { tensor: 'w' }],
    ['offsets in pieces', one('U8', [1], 0.5, 1.5, 2), 'offsets-missing', { tensor: 'w' }],
    ['overlapping tensors', two([0, 3], [2, 4], 4), 'overlap', { tensor: 'b', before: 'a' }],
    ['the same bytes twice', two([0, 4], [0, 4], 4), 'overlap', { tensor: 'b', before: 'a' }],
    ['a hole', two([0, 1], [2, 4], 4), 'hole', { tensor: 'b', before: 'a' }],
    ['a hole at the start', one('U8', [1], 1, 2, 2), 'hole', { tensor: 'w', before: undefined }],
    ['trailing bytes', two([0, 1], [1, 2], 4), 'too-long', { bytes: 2, before: 'b' }],
    ['metadata of numbers', file('{"__metadata__":{"k":1}}', 0), 'metadata-not-text', { key: 'k' }],
    ['metadata of a list', file('{"__metadata__":["k"]}', 0), 'metadata-not-object'],
  ])('refuses %s', (_, bytes, fact, values) => {
    expect(() => readSafetensors(bytes)).toThrow(coded(`safetensors.${fact}`, { ...values }))
  })
})

describe('writeSafetensors', () => {
  test('writes the bytes that the reference implementation writes', () => {
    // safetensors.numpy.save of the same four arrays: widest first, padded to whole words.
    const header =
      '{"z":{"dtype":"I64","shape":[1],"data_offsets":[0,8]},' +
      '"b":{"dtype":"F32","shape":[2],"data_offsets":[8,16]},' +
      '"c":{"dtype":"F16","shape":[1],"data_offsets":[16,18]},' +
      '"a":{"dtype":"U8","shape":[1],"data_offsets":[18,19]}}'
    const data = '01000000000000000000803f00000040003e07'
    const reference = `e000000000000000${Buffer.from(header.padEnd(0xe0)).toString('hex')}${data}`
    const tensors = new Map<string, SafeTensor>([
      ['a', { dtype: 'U8', shape: [1], data: Uint8Array.of(7) }],
      ['b', fromFloat32([2], Float32Array.of(1, 2))],
      ['c', { dtype: 'F16', shape: [1], data: Uint8Array.of(0, 0x3e) }],
      ['z', { dtype: 'I64', shape: [1], data: Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0) }],
    ])
    expect(Buffer.from(writeSafetensors(tensors)).toString('hex')).toBe(reference)
  })

  test('equal contents make equal bytes, in whatever order they come', () => {
    const a = ['a', fromFloat32([1], Float32Array.of(1))] as const
    const b = ['b', fromFloat32([1], Float32Array.of(2))] as const
    expect(writeSafetensors(new Map([a, b]))).toEqual(writeSafetensors(new Map([b, a])))
  })

  test('aligns every tensor to its element size', () => {
    const tensors = new Map<string, SafeTensor>([
      ['a', { dtype: 'U8', shape: [3], data: new Uint8Array(3) }],
      ['b', { dtype: 'I64', shape: [1], data: new Uint8Array(8) }],
      ['c', { dtype: 'F16', shape: [1], data: new Uint8Array(2) }],
    ])
    const read = readSafetensors(writeSafetensors(tensors, { odd: 'length' })).tensors
    expect((read.get('b')?.data.byteOffset ?? 1) % 8).toBe(0)
    expect((read.get('c')?.data.byteOffset ?? 1) % 2).toBe(0)
  })

  test('keeps names which objects would reorder or swallow', () => {
    const tensors = new Map(
      ['z', '1', '0', '__proto__', 'quote"\n'].map((name, i) => [
        name,
        { dtype: 'U8', shape: [1], data: Uint8Array.of(i) } as const,
      ]),
    )
    expect(readSafetensors(writeSafetensors(tensors)).tensors).toEqual(tensors)
  })

  test('refuses what it could not read', () => {
    const bad = { dtype: 'F32', shape: [2], data: new Uint8Array(4) } as const
    expect(() => writeSafetensors(new Map([['w', bad]]))).toThrow(
      coded('safetensors.bytes-mismatch', { tensor: 'w', need: 8 }),
    )
    const reserved = new Map([['__metadata__', fromFloat32([0], new Float32Array(0))]])
    expect(() => writeSafetensors(reserved)).toThrow(coded('safetensors.name-reserved'))
  })
})
