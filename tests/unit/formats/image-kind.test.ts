import { expect, test } from 'vitest'
import { imageKind, namedKind, otherKind } from '../../../src/formats/image-kind.ts'

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))

test.each([
  ['\x89PNG\r\n\x1a\n', 'PNG'],
  ['\xff\xd8\xff\xe1', 'JPEG'],
  ['GIF89a', 'GIF'],
  ['RIFF\x10\0\0\0WEBPVP8L', 'WebP'],
  ['RIFF\x10\0\0\0WAVEfmt ', undefined],
  ['\0\0\0\x20ftypavif\0\0\0\0avifmif1', 'AVIF'],
  ['\0\0\0\x20ftypmif1\0\0\0\0mif1avif', 'AVIF'],
  ['\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'HEIC'],
  ['\0\0\0\x18ftypisom\0\0\0\0isommp42', undefined],
  ['MM\0*\0\0\0\b', 'TIFF'],
  ['BM and other letters', undefined],
  ['', undefined],
])('%j is %s', (start, kind) => {
  expect(imageKind(bytes(start))).toBe(kind)
})

test('names say what a file claims to be, and other files are told apart', () => {
  expect([
    namedKind('a/b.JPG'),
    namedKind('a.jfif'),
    namedKind('a.b/c'),
    namedKind('toString'),
  ]).toEqual([...['JPEG', 'JPEG', undefined, undefined]])
  expect(['', 'words\n', 'a\0b'].map((text) => otherKind(bytes(text)))).toEqual([
    'empty',
    'text',
    'other',
  ])
})
