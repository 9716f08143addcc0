import { describe, expect, test } from 'vitest'
import { RandomStream } from '../../../src/engine/random.ts'
import { encodeGif } from '../../../src/formats/gif.ts'
import { indexColours } from '../../../src/formats/palette.ts'
import type { Raster } from '../../../src/formats/raster.ts'
import { enlarge } from '../../../src/images/canvas.ts'
import { coded } from '../../coded.ts'
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

test('scaled frames are those enlarged before, in grey and in many colours', () => {
  const random = new RandomStream(2, 0, 0)
  const side = 40
  const data = Uint8Array.from({ length: 3 * side * side }, () => 256 * random.nextFloat())
  const frames: Raster[] = [
    { width: side, height: side, channels: 3, data },
    grey(side, side, (i) => i * 7),
  ]
  for (const frame of frames) {
    const scaled = readGif(encodeGif([frame], { delays: [10], scale: 3 }))
    const before = readGif(encodeGif([enlarge(frame, 3)], { delays: [10] }))
    expect(scaled.frames[0].data).toEqual(before.frames[0].data)
  }
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

describe('more colours than a frame holds', () => {
  const side = 128
  const random = new RandomStream(1, 0, 0)
  const noise = Uint8Array.from({ length: 3 * side * side }, () => 256 * random.nextFloat())
  /** Red by column, green by row, blue by their sum. */
  const gradient = noise.map((_, i) => {
    const [x, y] = [Math.floor(i / 3) % side, Math.floor(i / 3 / side)]
    return [2 * x, 2 * y, x + y][i % 3]
  })

  test.each([
    ['a gradient', gradient, 8],
    ['noise', noise, 22],
  ])('%s comes back nearly', (_, data, most) => {
    const frame: Raster = { width: side, height: side, channels: 3, data }
    const back = readGif(encodeGif([frame], { delays: [10] })).frames[0].data
    const squares = back.reduce((sum, value, i) => sum + (value - data[i]) ** 2, 0)
    expect(Math.sqrt(squares / data.length)).toBeLessThan(most)
    const colours = new Set(indexColours(data).palette.map(String))
    expect(colours.size).toBeGreaterThan(200)
    expect(colours.size).toBeLessThanOrEqual(256)
  })

  test('a frame of 256 colours keeps them, one of 257 does not fail', () => {
    for (const count of [256, 257]) {
      const data = Uint8Array.from({ length: 3 * count }, (_, i) =>
        i % 3 === 2 ? (i / 3) >> 8 : i % 3 === 0 ? i / 3 : 7,
      )
      const { index, palette } = indexColours(data)
      const back = Array.from(index).flatMap((place) => palette[place])
      if (count === 256) expect(back).toEqual([...data])
      expect(palette.length).toBeLessThanOrEqual(256)
    }
  })
})

test.each<[string, Raster[], number[], string]>([
  ['no frames', [], [], 'gif.no-frames'],
  [
    'frames of two sizes',
    [grey(2, 1, () => 0), grey(1, 2, () => 0)],
    [10, 10],
    'gif.frames-differ',
  ],
  ['data of another size', [{ ...grey(2, 2, () => 0), width: 3 }], [10], 'raster.bytes-mismatch'],
  ['a delay too few', [grey(1, 1, () => 0)], [], 'gif.delays-invalid'],
  ['a delay of NaN', [grey(1, 1, () => 0)], [Number.NaN], 'gif.delays-invalid'],
  ['a delay too long', [grey(1, 1, () => 0)], [655_360], 'gif.delays-invalid'],
  ['too wide', [grey(65_536, 1, () => 0)], [10], 'gif.too-large'],
])('refuses %s', (_, frames, delays, code) => {
  expect(() => encodeGif(frames, { delays })).toThrow(coded(code))
})

describe('alpha', () => {
  const rgba: Raster = {
    ...{ width: 3, height: 1, channels: 4 },
    data: Uint8Array.of(9, 8, 7, 255, 200, 100, 50, 128, 1, 2, 3, 127),
  }

  test('is one bit: pixels from a half on keep their colours, others are transparent', () => {
    const [{ data, seen, dispose }] = readGif(encodeGif([rgba], { delays: [10] })).frames
    expect([...data.subarray(0, 6)]).toEqual([9, 8, 7, 200, 100, 50])
    expect(seen).toEqual([true, true, false])
    expect(dispose).toBe(2)
  })

  test('leaves 255 colours to those that are seen', () => {
    const side = 20
    const data = Uint8Array.from({ length: 4 * side * side }, (_, i) =>
      i % 4 === 3 ? (i % 3 ? 255 : 0) : (i * 7919) >> (i % 5),
    )
    const frame: Raster = { width: side, height: side, channels: 4, data }
    const { frames } = readGif(encodeGif([frame, frame], { delays: [10, 10], scale: 2 }))
    for (const { seen } of frames) {
      const first = seen.filter((_, i) => i % 2 === 0 && Math.floor(i / 40) % 2 === 0)
      expect(first).toEqual(Array.from({ length: side * side }, (_, i) => data[4 * i + 3] > 0))
    }
  })

  test('of grey images and of those without is kept alike', () => {
    const grey: Raster = { width: 2, height: 1, channels: 2, data: Uint8Array.of(9, 255, 9, 0) }
    const [frame] = readGif(encodeGif([grey], { delays: [10] })).frames
    expect([frame.seen, ...frame.data.subarray(0, 3)]).toEqual([[true, false], 9, 9, 9])
    const opaque: Raster = { ...rgba, channels: 3, width: 4 }
    expect(readGif(encodeGif([opaque], { delays: [10] })).frames[0].seen).toEqual(
      new Array(4).fill(true),
    )
  })
})
