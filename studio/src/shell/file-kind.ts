/** What a file seems to be, by its first bytes and, where those say nothing, by its name. */

export type FileKind =
  | 'empty'
  | 'safetensors'
  | 'png'
  | 'jpeg'
  | 'gif'
  | 'webp'
  | 'bmp'
  | 'avif'
  | 'heic'
  | 'idx'
  | 'gzip'
  | 'pytorch'
  | 'pickle'
  | 'zip'
  | 'onnx'
  | 'gguf'
  | 'hdf5'
  | 'numpy'
  | 'tar'
  | 'parquet'
  | 'pdf'
  | 'video'
  | 'json'
  | 'text'
  | 'unknown'

/** As many bytes as are worth reading to recognise a file. */
export const HEAD_BYTES = 512

const startsWith = (head: Uint8Array, start: readonly number[], at = 0) =>
  start.every((byte, i) => head[at + i] === byte)

const letters = (text: string) => Array.from(text, (letter) => letter.charCodeAt(0))

/** A header's length, then its opening brace. */
function isSafetensors(head: Uint8Array): boolean {
  if (head.length < 10) return false
  const length = new DataView(head.buffer, head.byteOffset, 8).getBigUint64(0, true)
  return length >= 2n && length < 1n << 40n && (head[8] === 0x7b || head[8] === 0x20)
}

/** Two zeros, a type of number, a count of dimensions. */
const isIdx = (head: Uint8Array) =>
  startsWith(head, [0, 0]) && head[2] >= 8 && head[2] <= 14 && head[3] >= 1 && head[3] <= 4

/** Archives of PyTorch hold `NAME/data.pkl` first. */
const isTorchArchive = (head: Uint8Array, name: string) =>
  /\.(pt|pth|ckpt|bin)$/i.test(name) || includes(head, letters('data.pkl'))

function includes(head: Uint8Array, part: readonly number[]): boolean {
  for (let at = 0; at + part.length <= head.length; at++)
    if (startsWith(head, part, at)) return true
  return false
}

const signatures: readonly (readonly [FileKind, readonly number[], number?])[] = [
  ['png', [0x89, ...letters('PNG')]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['gif', letters('GIF8')],
  ['webp', letters('WEBP'), 8],
  ['bmp', letters('BM')],
  ['gzip', [0x1f, 0x8b]],
  ['gguf', letters('GGUF')],
  ['hdf5', [0x89, ...letters('HDF')]],
  ['numpy', [0x93, ...letters('NUMPY')]],
  ['tar', letters('ustar'), 257],
  ['parquet', letters('PAR1')],
  ['pdf', letters('%PDF')],
  ['avif', letters('ftypavi'), 4],
  ['heic', letters('ftyphei'), 4],
  ['heic', letters('ftypmif1'), 4],
  ['video', letters('ftyp'), 4], // after its cousins, the images
  ['video', [0x1a, 0x45, 0xdf, 0xa3]],
]

/** No byte that text does not have; a character may be cut at the end. */
function isText(head: Uint8Array): boolean {
  if (head.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27))) return false
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return true
  } catch {
    return false
  }
}

/** @param head its first `HEAD_BYTES` bytes, or all where there are fewer */
export function fileKind(head: Uint8Array, name: string): FileKind {
  if (head.length === 0) return 'empty'
  if (startsWith(head, [0x50, 0x4b, 3, 4])) return isTorchArchive(head, name) ? 'pytorch' : 'zip'
  const signed = signatures.find(([, start, at]) => startsWith(head, start, at))
  if (signed) return signed[0]
  if (isSafetensors(head)) return 'safetensors'
  if (head[0] === 0x80 && head[1] >= 2 && head[1] <= 5) return 'pickle'
  if (isIdx(head)) return 'idx'
  if (/\.onnx$/i.test(name) && head[0] === 8) return 'onnx'
  if (isText(head)) return /^\s*[{[]/.test(new TextDecoder().decode(head)) ? 'json' : 'text'
  return 'unknown'
}

/** @throws as `Blob.arrayBuffer` does, for a file that has gone or may not be read. */
export async function kindOf(file: File): Promise<FileKind> {
  const head = await file.slice(0, HEAD_BYTES).arrayBuffer()
  return fileKind(new Uint8Array(head), file.name)
}
