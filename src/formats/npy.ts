/**
 * Arrays of NumPy, as `numpy.save` writes them (numpy.org/doc/stable/reference/generated/numpy.lib.format.html):
 * versions 1 to 3, both byte orders, both orders of elements. Objects (pickles) are refused: to read one is
 * to run it.
 */

import { npyError } from './errors/npy.ts'
import { fromHalf } from './half.ts'

export type Numbers =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array

/** An array, row-major. */
export interface NpyArray {
  readonly shape: readonly number[]
  /** NumPy's letter and bytes of an element: `u1`, `f4`, `i8`, `b1`; `U` for strings. */
  readonly type: string
  /** 64-bit integers as the nearest doubles, half floats as floats; a string each for `U`. */
  readonly values: Numbers | readonly string[]
}

const SIGNATURE = [0x93, ...new TextEncoder().encode('NUMPY')]

interface Header {
  readonly shape: readonly number[]
  readonly fortran: boolean
  readonly bigEndian: boolean
  readonly type: string
  /** Bytes of an element. */
  readonly width: number
  /** Of the first byte of data. */
  readonly start: number
}

/** Where the text of the header lies. */
function headerPlace(bytes: Uint8Array): { start: number; end: number } {
  if (bytes.length < 12 || !SIGNATURE.every((byte, i) => bytes[i] === byte)) {
    throw npyError('npy.signature-missing')
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const isFirst = bytes[6] === 1
  const start = isFirst ? 10 : 12
  const end = start + (isFirst ? view.getUint16(8, true) : view.getUint32(8, true))
  if (bytes[6] < 1 || bytes[6] > 3 || end > bytes.length) throw npyError('npy.header-invalid')
  return { start, end }
}

/** `(3, 28, 28)`, `(3,)` or `()`. */
function shapeOf(text: string): number[] {
  const sizes = text.split(',').map((size) => size.trim())
  if (sizes.at(-1) === '') sizes.pop()
  const shape = sizes.map(Number)
  if (sizes.every((size) => /^\d+L?$/.test(size)) && shape.every(Number.isSafeInteger)) return shape
  throw npyError('npy.header-invalid')
}

/** The header is a dictionary as Python writes it, with these three keys. */
function readHeader(bytes: Uint8Array): Header {
  const { start, end } = headerPlace(bytes)
  const text = new TextDecoder().decode(bytes.subarray(start, end))
  const shape = /'shape'\s*:\s*\(([^()]*)\)/.exec(text)
  const fortran = /'fortran_order'\s*:\s*(True|False)/.exec(text)
  const described = /'descr'\s*:\s*('[^']*'|\[)/.exec(text)
  if (!shape || !fortran || !described) throw npyError('npy.header-invalid')
  const descr = described[1].replaceAll("'", '')
  const parts = /^([<>|=]?)([biufU])(\d{1,6})$/.exec(descr)
  if (!parts) throw npyError('npy.type-unsupported', { type: descr === '[' ? 'record' : descr })
  const [, order, letter, digits] = parts
  const isText = letter === 'U'
  return {
    ...{ shape: shapeOf(shape[1]), fortran: fortran[1] === 'True', bigEndian: order === '>' },
    ...{ type: isText ? letter : letter + digits, width: Number(digits) * (isText ? 4 : 1) },
    start: end,
  }
}

/** The bytes of the elements in this machine's order (little-endian), aligned. */
function littleEndian(data: Uint8Array, width: number, swap: boolean): Uint8Array {
  const copy = data.slice()
  if (!swap || width === 1) return copy
  for (let at = 0; at < copy.length; at += width) copy.subarray(at, at + width).reverse()
  return copy
}

const typed: Readonly<Record<string, (buffer: ArrayBufferLike) => Numbers>> = {
  b1: (buffer) => new Uint8Array(buffer),
  u1: (buffer) => new Uint8Array(buffer),
  i1: (buffer) => new Int8Array(buffer),
  u2: (buffer) => new Uint16Array(buffer),
  i2: (buffer) => new Int16Array(buffer),
  u4: (buffer) => new Uint32Array(buffer),
  i4: (buffer) => new Int32Array(buffer),
  f2: (buffer) => Float32Array.from(new Uint16Array(buffer), fromHalf),
  f4: (buffer) => new Float32Array(buffer),
  f8: (buffer) => new Float64Array(buffer),
  i8: (buffer) => Float64Array.from(new BigInt64Array(buffer), Number),
  u8: (buffer) => Float64Array.from(new BigUint64Array(buffer), Number),
}

/** Strings are padded with zeros; UTF-32. */
function stringsOf(bytes: Uint8Array, width: number, bigEndian: boolean): string[] {
  const letters = new Uint32Array(littleEndian(bytes, 4, bigEndian).buffer)
  const each = width / 4
  const count = each === 0 ? 0 : letters.length / each
  return Array.from({ length: count }, (_, i) => {
    const points = letters.subarray(i * each, (i + 1) * each).filter((point) => point !== 0)
    if (points.some((point) => point > 0x10ffff)) throw npyError('npy.header-invalid')
    return String.fromCodePoint(...points)
  })
}

/** Elements whose first index runs fastest, in rows: the last index runs fastest. */
function inRows<Values extends Numbers>(values: Values, shape: readonly number[]): Values {
  const rows = values.slice() as Values
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((a, b) => a * b, 1))
  const index = shape.map(() => 0)
  let from = 0
  for (let to = 0; to < rows.length; to++) {
    rows[to] = values[from]
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis]
      if (++index[axis] < shape[axis]) break
      from -= strides[axis] * shape[axis]
      index[axis] = 0
    }
  }
  return rows
}

/**
 * Reads an array. Bytes (`u1`, `b1`) in rows are a view of the file, everything else a copy.
 * @throws {DdpmError} `npy.signature-missing`, `npy.header-invalid`, `npy.type-unsupported` for objects,
 * records, complex numbers and dates, `npy.bytes-mismatch`
 */
export function readNpy(bytes: Uint8Array): NpyArray {
  const { shape, fortran, bigEndian, type, width, start } = readHeader(bytes)
  const count = shape.reduce((product, size) => product * size, 1)
  const [need, have] = [count * width, bytes.length - start]
  if (need !== have) throw npyError('npy.bytes-mismatch', { shape, need, have })
  const data = bytes.subarray(start)
  if (type === 'U') {
    if (fortran && shape.length > 1) throw npyError('npy.type-unsupported', { type })
    return { shape, type, values: stringsOf(data, width, bigEndian) }
  }
  const make = typed[type]
  if (!make) throw npyError('npy.type-unsupported', { type })
  const values =
    width === 1 && type !== 'i1' ? data : make(littleEndian(data, width, bigEndian).buffer)
  return { shape, type, values: fortran && shape.length > 1 ? inRows(values, shape) : values }
}
