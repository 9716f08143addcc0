import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { digits } from '../../../../src/data/digits.ts'
import { buildSchedule } from '../../../../src/diffusion/schedules.ts'
import { encodeGif } from '../../../../src/formats/gif.ts'
import { writeIdx } from '../../../../src/formats/idx.ts'
import { encodePng } from '../../../../src/formats/png.ts'
import { encodeModel } from '../../../../src/models/contents.ts'
import { simpleUnet } from '../../../../src/nn/simple-unet/definition.ts'
import { fileKind, HEAD_BYTES } from '../../../../studio/src/shell/file-kind.ts'

const bytes = (...numbers: number[]) => Uint8Array.from(numbers)
const text = (letters: string) => new TextEncoder().encode(letters)
const after = (zeros: number, letters: string) => text('\0'.repeat(zeros) + letters)
const raster = { width: 4, height: 4, channels: 1 as const, data: new Uint8Array(16) }

const model = simpleUnet({ widths: [4, 8, 8], timeDim: 8, imageSize: 8 })
const saved = encodeModel({
  ...{ network: model, schedule: buildSchedule('linear') },
  weights: new Float32Array(model.parameterCount),
})
const images = digits({ count: 3 })

test.each([
  ['empty', bytes(), 'model.safetensors'],
  ['safetensors', saved, 'model.safetensors'],
  ['safetensors', saved, 'whatever its name'],
  ['png', encodePng(raster), 'model.safetensors'],
  ['gif', encodeGif([raster], { delays: [100] }), 'a.gif'],
  ['jpeg', bytes(0xff, 0xd8, 0xff, 0xe0, 0), 'a.jpg'],
  ['webp', text('RIFF\0\0\0\0WEBPVP8 '), 'a.webp'],
  ['bmp', text('BM6\0'), 'a.bmp'],
  ['avif', text('\0\0\0\x1cftypavif'), 'a.avif'],
  ['heic', text('\0\0\0\x18ftypheic'), 'IMG_1.HEIC'],
  ['idx', writeIdx({ shape: [3, 28, 28], data: images.images }), 'train-images-idx3-ubyte'],
  ['gzip', bytes(0x1f, 0x8b, 8, 0), 'train-images-idx3-ubyte.gz'],
  ['zip', text('PK\x03\x04\x14\0'), 'images.zip'],
  ['pytorch', text('PK\x03\x04\x14\0'), 'model.pth'],
  ['pytorch', text('PK\x03\x04\0\0\0\0archive/data.pkl'), 'model'],
  ['pickle', bytes(0x80, 2, 0x8a, 10), 'old.pt'],
  ['onnx', bytes(8, 7, 18, 7, 112), 'model.onnx'],
  ['gguf', text('GGUF\x03\0'), 'model.gguf'],
  ['hdf5', bytes(0x89, 0x48, 0x44, 0x46, 0x0d), 'model.h5'],
  ['numpy', bytes(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59), 'weights.npy'],
  ['pdf', text('%PDF-1.7'), 'paper.pdf'],
  ['video', after(4, 'ftypisom'), 'movie.mp4'],
  ['json', text('  {"a": 1}'), 'config.json'],
  ['text', text('# Models\n\nüber'), 'README.md'],
  ['unknown', bytes(0xde, 0xad, 0xbe, 0xef, 0), 'what.bin'],
] as const)('is %s', (kind, head, name) => {
  expect(fileKind(head.subarray(0, HEAD_BYTES), name)).toBe(kind)
})

test('a character cut at the end of the head does not make a text doubtful', () => {
  const cut = text('ü'.repeat(HEAD_BYTES)).subarray(0, HEAD_BYTES - 1)
  expect(fileKind(cut, 'a.txt')).toBe('text')
})

test('a header longer than any file is not safetensors', () => {
  expect(fileKind(bytes(255, 255, 255, 255, 255, 255, 255, 127, 0x7b, 0x22), 'a')).toBe('unknown')
})

test('knows the built-in model', () => {
  const file = readFileSync(`${import.meta.dirname}/../../../../models/mnist.safetensors`)
  expect(fileKind(file.subarray(0, HEAD_BYTES), 'mnist.safetensors')).toBe('safetensors')
})

test('says something of every beginning', () => {
  for (let first = 0; first < 256; first++) {
    for (const length of [1, 2, 8, 9, 10]) {
      expect(fileKind(new Uint8Array(length).fill(first), 'x')).toBeTypeOf('string')
    }
  }
})
