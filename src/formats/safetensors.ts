/**
 * safetensors (github.com/huggingface/safetensors): named tensors behind a JSON header. Reads
 * strictly, as the reference implementation does; knows nothing of models or checkpoints.
 */

import { safetensorsError } from './errors/safetensors.ts'
import { duplicateKey } from './json-keys.ts'
import type { RandomAccess } from './random-access.ts'
import { byteSize, DTYPE_BITS, isDtype, type SafeTensor } from './tensor-types.ts'

/** What a safetensors file holds. */
export interface SafetensorsFile {
  readonly metadata: Record<string, string>
  /** In the header's order. */
  readonly tensors: Map<string, SafeTensor>
}

interface Placed {
  readonly name: string
  readonly begin: number
  readonly end: number
}

const METADATA = '__metadata__'
const LENGTH_BYTES = 8
const ALIGNMENT = 8
/** The reference implementation's limit. */
const MAX_HEADER_BYTES = 100_000_000

/**
 * Reads a safetensors file. The tensors' data are views of `bytes`, not copies, and may be
 * unaligned.
 * @throws {DdpmError} where the header lies about its length or is not JSON, a name appears
 * twice, a type is unknown, or the tensors do not tile the data exactly; it names the tensor.
 */
export function readSafetensors(bytes: Uint8Array): SafetensorsFile {
  const start = LENGTH_BYTES + headerLength(bytes, bytes.length)
  const { metadata, places } = describedIn(
    bytes.subarray(LENGTH_BYTES, start),
    bytes.length - start,
  )
  const body = bytes.subarray(start)
  const tensors = new Map<string, SafeTensor>()
  for (const { name, dtype, shape, begin, end } of places) {
    tensors.set(name, { dtype, shape, data: body.subarray(begin, end) })
  }
  return { metadata, tensors }
}

/** What a file says that it holds; the tensors stay where they are, from `start` to before `end`. */
export interface SafetensorsHeader {
  readonly metadata: Record<string, string>
  readonly tensors: Map<string, Omit<SafeTensor, 'data'> & { start: number; end: number }>
}

/**
 * Reads the header of a file that may be larger than memory.
 * @throws {DdpmError} as `readSafetensors`
 */
export async function readSafetensorsHeader(file: RandomAccess): Promise<SafetensorsHeader> {
  const length = headerLength(await file.read(0, LENGTH_BYTES), file.size)
  const first = LENGTH_BYTES + length
  const { metadata, places } = describedIn(await file.read(LENGTH_BYTES, first), file.size - first)
  const tensors = places.map(({ name, dtype, shape, begin, end }) => {
    return [name, { dtype, shape, start: first + begin, end: first + end }] as const
  })
  return { metadata, tensors: new Map(tensors) }
}

/** What a header describes, checked against the bytes of data behind it. */
function describedIn(json: Uint8Array, available: number) {
  const header = parseHeader(json)
  const places: (Placed & { dtype: SafeTensor['dtype']; shape: number[] })[] = []
  let metadata: Record<string, string> = {}
  for (const [name, entry] of Object.entries(header)) {
    if (name === METADATA) {
      metadata = checkMetadata(entry)
      continue
    }
    places.push({ name, ...readEntry(name, entry, available) })
  }
  checkTiling(places, available)
  return { metadata, places }
}

/**
 * The safetensors file of some tensors: widest types first, then by name, so that every tensor is
 * aligned and equal contents make equal bytes.
 * @throws {DdpmError} where a tensor's bytes do not fill its shape; it names the tensor.
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, SafeTensor>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const ordered = [...tensors].sort(([nameA, a], [nameB, b]) => {
    return DTYPE_BITS[b.dtype] - DTYPE_BITS[a.dtype] || (nameA < nameB ? -1 : 1)
  })
  const { header, length } = layOut(ordered, metadata)
  const bytes = new Uint8Array(LENGTH_BYTES + header.length + length)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true)
  bytes.set(header, LENGTH_BYTES)
  let at = LENGTH_BYTES + header.length
  for (const [, { data }] of ordered) {
    bytes.set(data, at)
    at += data.length
  }
  return bytes
}

/** The header, padded with spaces to whole words, and the bytes of data it describes. */
function layOut(
  tensors: readonly (readonly [string, SafeTensor])[],
  metadata: Readonly<Record<string, string>>,
): { header: Uint8Array; length: number } {
  const entries: [string, unknown][] = []
  if (Object.keys(metadata).length > 0) entries.push([METADATA, checkMetadata(metadata)])
  let at = 0
  for (const [name, { dtype, shape, data }] of tensors) {
    if (name === METADATA) throw safetensorsError('safetensors.name-reserved')
    checkBytes(name, dtype, shape, data.length)
    entries.push([name, { dtype, shape, data_offsets: [at, at + data.length] }])
    at += data.length
  }
  // Entries, not an object: an object would move names like "0" to the front.
  const fields = entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
  const json = new TextEncoder().encode(`{${fields.join(',')}}`)
  const header = new Uint8Array(Math.ceil(json.length / ALIGNMENT) * ALIGNMENT).fill(0x20)
  header.set(json)
  if (header.length > MAX_HEADER_BYTES) {
    throw headerTooLong(header.length)
  }
  return { header, length: at }
}

function headerTooLong(length: number | bigint) {
  const [text, most] = [String(length), MAX_HEADER_BYTES]
  return safetensorsError('safetensors.header-too-long', { length: text, most })
}

/** @param size bytes of the whole file, of which the first are given */
function headerLength(bytes: Uint8Array, size: number): number {
  if (bytes.length < LENGTH_BYTES) {
    throw safetensorsError('safetensors.header-truncated', { have: bytes.length })
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const length = view.getBigUint64(0, true)
  if (length > BigInt(MAX_HEADER_BYTES)) {
    throw headerTooLong(length)
  }
  if (length > BigInt(size - LENGTH_BYTES)) {
    const have = size
    throw safetensorsError('safetensors.header-past-end', { length: String(length), have })
  }
  return Number(length)
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  let header: unknown
  let json: string
  try {
    json = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    header = JSON.parse(json)
  } catch (cause) {
    throw safetensorsError('safetensors.header-not-json', {}, { cause })
  }
  if (!isObject(header)) throw safetensorsError('safetensors.header-not-object')
  const twice = duplicateKey(json)
  if (twice !== undefined) throw safetensorsError('safetensors.key-repeated', { key: twice })
  return header
}

function readEntry(tensor: string, entry: unknown, available: number) {
  if (!isObject(entry)) throw safetensorsError('safetensors.tensor-not-object', { tensor })
  const { dtype, shape, data_offsets: offsets } = entry
  if (!isDtype(dtype)) {
    throw safetensorsError('safetensors.type-unknown', { tensor, type: dtype })
  }
  if (!Array.isArray(shape)) throw safetensorsError('safetensors.shape-missing', { tensor })
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(Number.isSafeInteger)) {
    throw safetensorsError('safetensors.offsets-missing', { tensor })
  }
  const [begin, end]: number[] = offsets
  if (begin < 0 || end < begin || end > available) {
    throw safetensorsError('safetensors.offsets-outside', { tensor, begin, end, available })
  }
  checkBytes(tensor, dtype, shape, end - begin)
  return { dtype, shape: shape as number[], begin, end }
}

function checkBytes(
  name: string,
  dtype: SafeTensor['dtype'],
  shape: readonly unknown[],
  bytes: number,
): void {
  const needed = byteSize(name, dtype, shape)
  if (needed !== bytes) {
    const sizes = { shape, need: needed, have: bytes }
    throw safetensorsError('safetensors.bytes-mismatch', { tensor: name, type: dtype, ...sizes })
  }
}

/** Every byte of data belongs to exactly one tensor. */
function checkTiling(places: readonly Placed[], length: number): void {
  let at = 0
  let before: string | undefined
  for (const { name, begin, end } of [...places].sort(
    (a, b) => a.begin - b.begin || a.end - b.end,
  )) {
    if (begin !== at) {
      const fact = begin < at ? 'safetensors.overlap' : 'safetensors.hole'
      throw safetensorsError(fact, { tensor: name, before })
    }
    at = end
    before = name
  }
  if (at !== length) {
    throw safetensorsError('safetensors.too-long', { bytes: length - at, before })
  }
}

function checkMetadata(value: unknown): Record<string, string> {
  if (!isObject(value)) throw safetensorsError('safetensors.metadata-not-object')
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== 'string') {
      throw safetensorsError('safetensors.metadata-not-text', { key })
    }
  }
  return value as Record<string, string>
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
