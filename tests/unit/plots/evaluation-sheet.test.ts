import { expect, test } from 'vitest'
import type { Raster } from '../../../src/formats/raster.ts'
import { blank } from '../../../src/images/canvas.ts'
import { captioned, stack, tile } from '../../../src/images/stack.ts'
import { shortened, textWidth } from '../../../src/images/text.ts'
import { barChart } from '../../../src/plots/bars.ts'
import { type EvaluationSheet, evaluationSheet } from '../../../src/plots/evaluation-sheet.ts'
import { coded } from '../../coded.ts'

const at = ({ width, data }: Raster, x: number, y: number) => [
  ...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3),
]
const images = (count: number, channels = 1) => {
  const shape = [count, 8, 8, channels]
  return { shape, data: new Float32Array(count * 64 * channels) }
}

const sheet: EvaluationSheet = {
  title: 'Evaluation on squares',
  images: images(3),
  captions: [{ text: '1 99%' }, { text: '2 50%', bad: true }, { text: 'a long class name 99%' }],
  figures: [{ name: 'Images', value: '3' }],
  balance: [
    { name: '0', count: 1 },
    { name: '1', count: 2 },
  ],
  neighbours: {
    images: images(8),
    captions: Array.from({ length: 8 }, () => ({ text: '1.0' })),
    columns: 4,
  },
}

/** Pixels of exactly this colour. */
function count(raster: Raster, colour: readonly number[]): number {
  let found = 0
  for (let i = 0; i < raster.data.length; i += 3) {
    if (colour.every((value, c) => raster.data[i + c] === value)) found++
  }
  return found
}

const RED = [205, 45, 40]

test('captions have room for a name beside another, and nothing is drawn of what is not read', () => {
  const names = 'activities not smileys'
  const wide = evaluationSheet({ ...sheet, captions: sheet.captions.map(() => ({ text: names })) })
  const narrow = evaluationSheet({ ...sheet, captions: sheet.captions.map(() => ({ text: '1' })) })
  expect(wide.width - narrow.width).toBeGreaterThan(2 * 40)
  const bare = evaluationSheet({ ...sheet, balance: [] })
  expect(bare.height).toBeLessThan(evaluationSheet(sheet).height)
})

test('values end in one line, where a name is long, too', () => {
  const short = { name: 'Images', value: '3' }
  const long = { name: 'a long name '.repeat(8), value: '3' }
  /** The last dark pixel of each figure, beyond the images. */
  const endsOf = (figures: EvaluationSheet['figures']) => {
    const { width, height, data } = evaluationSheet({ ...sheet, figures, balance: [] })
    const ends = new Map<number, number>()
    for (let y = 60; y < 60 + 24 * figures.length && y < height; y++) {
      for (let x = 0; x < width; x++) {
        if (data[(y * width + x) * 3] === 45) ends.set(y, x)
      }
    }
    return new Set(ends.values())
  }
  expect(endsOf([short, long])).toEqual(endsOf([long, short]))
  expect(endsOf([short, long])).toEqual(endsOf([long, long]))
})

test('what cannot be read is marked in red, and only that', () => {
  const drawn = evaluationSheet(sheet)
  const good = evaluationSheet({ ...sheet, captions: sheet.captions.map(({ text }) => ({ text })) })
  expect(count(drawn, RED)).toBeGreaterThan(4 * 2 * 56)
  expect(count(good, RED)).toBe(0)
  expect([drawn.width, drawn.height]).toEqual([good.width, good.height])
})

test('coloured images and very many classes fit, too', () => {
  const balance = Array.from({ length: 256 }, (_, i) => ({ name: `class ${i}`, count: i }))
  const neighbours = { ...sheet.neighbours, images: images(8, 3) }
  const drawn = evaluationSheet({ ...sheet, images: images(3, 3), balance, neighbours })
  expect(drawn.data).toHaveLength(drawn.width * drawn.height * 3)
})

test('an image without a caption is refused', () => {
  const few = { ...sheet, captions: sheet.captions.slice(1) }
  expect(() => evaluationSheet(few)).toThrow(
    coded('sheet.captions-mismatch', { images: 3, captions: 2 }),
  )
})

test('bars are as high as their counts, side by side', () => {
  const chart = barChart(
    [
      { name: 'a', count: 4 },
      { name: 'b', count: 2 },
      { name: 'c', count: 0 },
    ],
    60,
    124,
  )
  const heights = [5, 25, 45].map((x) => {
    return Array.from({ length: 124 }, (_, y) => at(chart, x, y)).filter(([red]) => red === 70)
      .length
  })
  // 100 pixels for the largest; one row of the first is under the line of equal counts
  expect(heights).toEqual([99, 49, 0])
  expect(() => barChart([{ name: 'none', count: 0 }], 60, 124)).not.toThrow()
})

test('rasters are stacked with gaps of paper, and tiled in rows', () => {
  const dark = blank(2, 3, 3, [1, 2, 3])
  const down = stack([dark, blank(4, 1, 3, [9, 9, 9])], 'down', 1)
  expect([down.width, down.height]).toEqual([4, 5])
  expect([at(down, 0, 0), at(down, 0, 3), at(down, 3, 0), at(down, 3, 4)]).toEqual([
    [1, 2, 3],
    [255, 255, 255],
    [255, 255, 255],
    [9, 9, 9],
  ])
  const tiled = tile([dark, dark, dark], 2, 5)
  expect([tiled.width, tiled.height]).toEqual([9, 11])
  expect([at(tiled, 0, 8), at(tiled, 7, 8)]).toEqual([
    [1, 2, 3],
    [255, 255, 255],
  ])
})

test('a caption that is too long is cut, not drawn beyond its image', () => {
  const colour = [0, 0, 0] as const
  const image = blank(20, 20, 1, [128, 128, 128])
  const cell = captioned(image, { text: 'a very long name indeed' }, { colour })
  expect([cell.width, cell.height]).toEqual([24, 37])
  expect(count(cell, colour)).toBeGreaterThan(0)
  const wide = blank(56, 20, 1, [128, 128, 128])
  const head = shortened('a very long name indeed', 60 - textWidth(' 99%', 1), 1)
  const tailed = captioned(wide, { text: 'a very long name indeed', tail: ' 99%' }, { colour })
  expect(tailed).toEqual(captioned(wide, { text: `${head} 99%` }, { colour }))
})

test('images with alpha stand on a checkerboard', () => {
  const clear = { shape: [3, 8, 12, 4], data: new Float32Array(3 * 8 * 12 * 4).fill(-1) }
  const neighbours = {
    ...sheet.neighbours,
    images: { shape: [8, 8, 12, 4], data: new Float32Array(8 * 8 * 12 * 4).fill(-1) },
  }
  const drawn = evaluationSheet({ ...sheet, images: clear, neighbours })
  expect(drawn.channels).toBe(3)
  expect(count(drawn, [208, 208, 208])).toBeGreaterThan(11 * 8 * 12)
})
