import { expect, test } from 'vitest'
import { FormatError } from '../../../src/formats/error.ts'
import { encodeGif } from '../../../src/formats/gif.ts'
import type { Raster } from '../../../src/formats/raster.ts'
import { readGif } from './read-gif.ts'

const grey = (width: number, height: number, at: (i: number) => number): Raster => {
  return {
    width,
    height,
    channels: 1,
    data: Uint8Array.from({ length: width * height }, (_, i) => at(i)),
  }
}

test('grey frames come back exactly, with their delays', () => {
  const frames = [
    grey(60, 50, (i) => i * i),
    grey(60, 50, (i) => (i * 7919) >> 3),
    grey(60, 50, () => 9),
  ]
  const gif = readGif(encodeGif(frames, { delays: [40, 100, 2000] }))
  expect(gif.frames.map(({ delay }) => delay)).toEqual([40, 100, 2000])
  expect(gif.repeat).toBe(0)
  frames.forEach(({ data }, i) => {
    expect(gif.frames[i].data).toEqual(Uint8Array.from([...data].flatMap((v) => [v, v, v])))
  })
})

test('a GIF which does not loop says nothing of repeating', () => {
  expect(
    readGif(encodeGif([grey(1, 1, () => 0)], { delays: [0], loop: false })).repeat,
  ).toBeUndefined()
})

test('each RGB frame keeps its own few colours', () => {
  const data = [Uint8Array.of(255, 0, 0, 0, 0, 255), Uint8Array.of(0, 255, 0, 255, 255, 255)]
  const frames = data.map((data): Raster => ({ width: 2, height: 1, channels: 3, data }))
  const gif = readGif(encodeGif(frames, { delays: [10, 10] }))
  expect(gif.frames.map((frame) => [...frame.data])).toEqual(data.map((frame) => [...frame]))
})

test.each<[string, Raster[], number[]]>([
  ['no frames', [], []],
  ['frames of two sizes', [grey(2, 1, () => 0), grey(1, 2, () => 0)], [10, 10]],
  ['data of another size', [{ ...grey(2, 2, () => 0), width: 3 }], [10]],
  ['a delay too few', [grey(1, 1, () => 0)], []],
  ['a delay of NaN', [grey(1, 1, () => 0)], [Number.NaN]],
  ['a delay too long', [grey(1, 1, () => 0)], [655_360]],
  ['too wide', [grey(65_536, 1, () => 0)], [10]],
])('refuses %s', (_, frames, delays) => {
  expect(() => encodeGif(frames, { delays })).toThrow(FormatError)
})
