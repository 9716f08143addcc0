/** What kind of image a file is, by its first bytes: names are often wrong. */

/** Kinds that are known; not all of them are read everywhere. */
export type ImageKind =
  | 'PNG'
  | 'JPEG'
  | 'GIF'
  | 'WebP'
  | 'BMP'
  | 'TIFF'
  | 'AVIF'
  | 'HEIC'
  | 'JPEG XL'
  | 'JPEG 2000'
  | 'Photoshop'
  | 'icon'
  | 'QOI'

/** So many bytes tell every kind. */
export const KIND_BYTES = 32

function latin(head: Uint8Array, from: number, to: number): string {
  let text = ''
  for (let i = from; i < Math.min(to, head.length); i++) text += String.fromCharCode(head[i])
  return text
}

/** Signatures as they stand at the beginning. */
const signatures: readonly (readonly [start: string, kind: ImageKind])[] = [
  ['\xff\xd8\xff', 'JPEG'],
  ['GIF87a', 'GIF'],
  ['GIF89a', 'GIF'],
  ['II*\0', 'TIFF'],
  ['MM\0*', 'TIFF'],
  ['II+\0', 'TIFF'],
  ['MM\0+', 'TIFF'],
  ['\xff\x0a', 'JPEG XL'],
  ['\0\0\0\x0cJXL ', 'JPEG XL'],
  ['\0\0\0\x0cjP  ', 'JPEG 2000'],
  ['8BPS', 'Photoshop'],
  ['\0\0\x01\0', 'icon'],
  ['qoif', 'QOI'],
]

/** By the brand of an ISO media file (ISO 14496-12): AVIF and HEIC share the container. */
function mediaKind(head: Uint8Array): ImageKind | undefined {
  if (latin(head, 4, 8) !== 'ftyp') return undefined
  const brands = latin(head, 8, 12) + latin(head, 16, KIND_BYTES)
  if (/avi[fs]/.test(brands)) return 'AVIF'
  return /hei[cxms]|hev[cxms]|mif1|msf1/.test(brands) ? 'HEIC' : undefined
}

/** A header's size after the file's makes two letters a signature. */
const isBmp = (head: Uint8Array) =>
  latin(head, 0, 2) === 'BM' && [12, 40, 52, 56, 64, 108, 124].includes(head[14]) && head[15] === 0

/** @param head the file, or its first `KIND_BYTES` bytes */
export function imageKind(head: Uint8Array): ImageKind | undefined {
  if (head[0] === 0x89 && latin(head, 0, 4) === '\x89PNG') return 'PNG' // most are
  const start = latin(head, 0, 12)
  if (start.startsWith('RIFF') && start.endsWith('WEBP')) return 'WebP'
  if (isBmp(head)) return 'BMP'
  return signatures.find(([bytes]) => start.startsWith(bytes))?.[1] ?? mediaKind(head)
}

const ENDINGS: Readonly<Record<string, ImageKind>> = {
  ...{ png: 'PNG', apng: 'PNG', jpg: 'JPEG', jpeg: 'JPEG', jpe: 'JPEG', jfif: 'JPEG', gif: 'GIF' },
  ...{ webp: 'WebP', bmp: 'BMP', dib: 'BMP', tif: 'TIFF', tiff: 'TIFF', avif: 'AVIF' },
  ...{ heic: 'HEIC', heif: 'HEIC', jxl: 'JPEG XL', jp2: 'JPEG 2000', psd: 'Photoshop' },
  ...{ ico: 'icon', qoi: 'QOI' },
}

/** What a file's name says that it is, which only errors go by. */
export function namedKind(path: string): ImageKind | undefined {
  const ending = /\.([^./]+)$/.exec(path)?.[1].toLowerCase()
  return ending !== undefined && Object.hasOwn(ENDINGS, ending) ? ENDINGS[ending] : undefined
}

const isText = (byte: number) => byte >= 32 || byte === 9 || byte === 10 || byte === 13

/** What a file is that is not an image, as far as its first bytes say. */
export function otherKind(head: Uint8Array): 'empty' | 'text' | 'other' {
  if (head.length === 0) return 'empty'
  return head.subarray(0, KIND_BYTES).every(isText) ? 'text' : 'other'
}
