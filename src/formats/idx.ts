/**
 * IDX, the format of MNIST's files (yann.lecun.com/exdb/mnist): a magic number, big-endian sizes,
 * raw values. Only unsigned bytes, which is what images and labels are.
 */

import { idxError } from './errors/idx.ts'
import { DEFLATE_MAX_RATIO, gunzip, gunzipStart, isGzip } from './gunzip.ts'

/** Unsigned bytes with their shape, row-major. */
export interface IdxArray {
  readonly shape: readonly number[]
  readonly data: Uint8Array
}

interface IdxHeader {
  readonly shape: number[]
  /** Bytes before the data. */
  readonly start: number
  /** Bytes of data that the shape promises. */
  readonly size: number
}

const UNSIGNED_BYTE = 0x08
const MAX_DIMENSIONS = 255
const LONGEST_HEADER = 4 + 4 * MAX_DIMENSIONS
const GIGABYTE = 2 ** 30

/**
 * Reads an IDX file of unsigned bytes.
 * @returns The shape and a view (no copy) of the data.
 * @throws {DdpmError} where the magic number or element type is another one, a size is zero, or
 * the data is shorter or longer than the shape says.
 */
export function readIdx(bytes: Uint8Array): IdxArray {
  const { shape, start, size } = readHeader(bytes)
  const present = bytes.length - start
  if (present !== size) {
    throw idxError('idx.bytes-mismatch', { shape, need: size, have: present })
  }
  return { shape, data: bytes.subarray(start) }
}

/**
 * Reads an IDX file, unzipping it first where it is gzipped. A stream is never unzipped further
 * than its own IDX header declares.
 * @param options.limit Most bytes the unzipped file may declare; 1 GiB by default.
 * @throws {DdpmError} as `readIdx` and `gunzip` do, and where the header declares more than the
 * limit or more than the gzip stream can possibly hold.
 */
export async function readMaybeGzippedIdx(
  bytes: Uint8Array,
  options: { limit?: number } = {},
): Promise<IdxArray> {
  if (!isGzip(bytes)) return readIdx(bytes)
  const header = readHeader(await gunzipStart(bytes, LONGEST_HEADER))
  const declared = header.start + header.size
  const possible = Math.min(options.limit ?? GIGABYTE, bytes.length * DEFLATE_MAX_RATIO)
  if (declared > possible) {
    const compressed = bytes.length
    throw idxError('idx.declares-too-much', { declared, possible, compressed })
  }
  return readIdx(await gunzip(bytes, { limit: declared }))
}

/**
 * The IDX file of an array of unsigned bytes.
 * @throws {DdpmError} where the data does not fill the shape or the shape does not fit the format.
 */
export function writeIdx(array: IdxArray): Uint8Array {
  const { shape, data } = array
  const size = sizeOf(shape)
  if (shape.length > MAX_DIMENSIONS || data.length !== size) {
    throw idxError('idx.array-mismatch', { shape, have: data.length })
  }
  const start = 4 + 4 * shape.length
  const bytes = new Uint8Array(start + size)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, (UNSIGNED_BYTE << 8) | shape.length)
  shape.forEach((length, i) => {
    view.setUint32(4 + 4 * i, length)
  })
  bytes.set(data, start)
  return bytes
}

function readHeader(bytes: Uint8Array): IdxHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 4) throw idxError('idx.header-truncated', { have: bytes.length, need: 4 })
  checkMagic(view.getUint32(0))
  const start = 4 + 4 * bytes[3]
  if (bytes.length < start) {
    throw idxError('idx.header-truncated', { have: bytes.length, need: start })
  }
  const shape = Array.from({ length: bytes[3] }, (_, i) => view.getUint32(4 + 4 * i))
  return { shape, start, size: sizeOf(shape) }
}

function checkMagic(magic: number): void {
  if (magic >>> 16 !== 0) {
    throw idxError('idx.signature-missing', { magic: hex(magic) })
  }
  if (magic >>> 8 !== UNSIGNED_BYTE) {
    throw idxError('idx.type-unsupported', { type: hex(magic >>> 8) })
  }
  if ((magic & 0xff) === 0) throw idxError('idx.no-dimensions')
}

/** Product of the sizes, refused before it stops being exact. */
function sizeOf(shape: readonly number[]): number {
  let size = 1
  for (const length of shape) {
    if (!Number.isInteger(length) || length < 1 || length > 0xffffffff) {
      throw idxError('idx.size-invalid', { size: length, shape })
    }
    size *= length
    if (size > Number.MAX_SAFE_INTEGER) {
      throw idxError('idx.shape-too-large', { shape })
    }
  }
  return size
}

function hex(value: number): string {
  return `0x${value.toString(16)}`
}
