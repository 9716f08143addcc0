import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { imageSize, takeFirst } from '../../../src/data/dataset.ts'
import { drawings } from '../../../src/data/sprites/drawings.ts'
import { sprites, spritesInSlices } from '../../../src/data/sprites.ts'
import { loadImages } from '../../../src/hosts/node/images.ts'
import { loadData, loadSplits } from '../../../src/hosts/node/load.ts'
import { coded } from '../../coded.ts'

const CLASSES = [
  ...['fish', 'flower', 'ghost', 'heart', 'house'],
  ...['mushroom', 'potion', 'star', 'sword', 'tree'],
]
const sample = sprites({ count: 400, seed: 3 })

const sumOf = (...parts: readonly Uint8Array[]) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

type Pixel = readonly [red: number, green: number, blue: number, alpha: number]

/** The pixels of an image, row by row. */
function pixelsOf({ images }: { images: Uint8Array }, i: number, pixels: number): Pixel[] {
  return Array.from({ length: pixels }, (_, at) => {
    const [red, green, blue, alpha] = images.subarray((i * pixels + at) * 4)
    return [red, green, blue, alpha]
  })
}

const isSeen = ([, , , alpha]: Pixel) => alpha > 0
/** Outlines are. */
const isDark = ([red, green, blue]: Pixel) => Math.max(red, green, blue) < 110

/** Whether what ends at a pixel ends in its outline. */
const endsDark = (pixels: readonly Pixel[], at: number, size: number) =>
  at % size === size - 1 || isSeen(pixels[at + 1]) || isDark(pixels[at])

describe('sprites', () => {
  test('are a labelled dataset with alpha, of classes in the order of their names', () => {
    const data = sprites({ count: 5 })
    expect(data).toMatchObject({ name: 'sprites', count: 5, height: 24, width: 24, channels: 4 })
    expect(data.images.length).toBe(5 * imageSize(data))
    expect(data.classes).toEqual(CLASSES)
    expect(drawings.map(({ name }) => name)).toEqual([...CLASSES].sort())
  })

  test('are these bytes on every machine', () => {
    const sums = [16, 24, 31].map((size) => {
      const { images, labels } = sprites({ count: 200, imageSize: size })
      return sumOf(images, labels!)
    })
    expect(sums).toEqual([
      '462cf1abb0309d821ddac1aa8b51dc16d9cc7d8213476c1f6a2730517e9250aa',
      '56d7dbe042196c89f1c31206cd2ac243808411e730fef3fc7d7282b1c4ce5dd7',
      '0964936f84906dd14396a40cd4e051ee8ecc5d788148fbbfde0310c2a6ca286b',
    ])
  })

  test('are the same bytes for the same seed, whatever the count', async () => {
    const few = sprites({ count: 50, seed: 3 })
    expect(few.images).toEqual(takeFirst(sample, 50).images)
    expect(sprites({ count: 10, first: 40, seed: 3 }).images).toEqual(
      few.images.subarray(40 * imageSize(few)),
    )
    expect(sprites({ count: 50, seed: 4 }).images).not.toEqual(few.images)
    const asked = { count: 40, seed: 3, first: 7, background: 'navy' }
    expect(await spritesInSlices(asked)).toEqual(sprites(asked))
  })

  test('differ from each other', () => {
    const size = imageSize(sample)
    const sums = Array.from({ length: sample.count }, (_, i) =>
      sumOf(sample.images.subarray(i * size, (i + 1) * size)),
    )
    expect(new Set(sums).size).toBe(sample.count)
  })

  test('hold every class about equally often', () => {
    const counts = new Array<number>(CLASSES.length).fill(0)
    for (const label of sample.labels!) counts[label]++
    // 40 expected of each; 5 standard deviations are 30
    for (const count of counts) expect(Math.abs(count - 40)).toBeLessThan(30)
  })

  test.each([16, 24, 32])('are whole at %i pixels: an outline around few colours', (size) => {
    const data = sprites({ count: 120, seed: 5, imageSize: size })
    for (let i = 0; i < data.count; i++) {
      const pixels = pixelsOf(data, i, size * size)
      const seen = pixels.filter(isSeen)
      expect(seen.length / pixels.length, `image ${i}`).toBeGreaterThan(0.12)
      expect(seen.length / pixels.length, `image ${i}`).toBeLessThan(0.85)
      expect(new Set(seen.map(String)).size, `image ${i}`).toBeLessThan(34)
      const hidden = new Set(pixels.filter((pixel) => !isSeen(pixel)).map(String))
      expect([...hidden]).toEqual(['0,0,0,0'])
      const bare = pixels.filter((pixel, at) => isSeen(pixel) && !endsDark(pixels, at, size))
      expect(bare, `image ${i}`).toEqual([])
    }
  })

  test('leave the border to the outline', () => {
    const data = sprites({ count: 300, seed: 8 })
    const isBorder = (at: number) => [0, 23].includes(at % 24) || at < 24 || at >= 552
    for (let i = 0; i < data.count; i++) {
      const border = pixelsOf(data, i, 576).filter((_, at) => isBorder(at))
      // what is bright there is cut
      expect(
        border.every((pixel) => !isSeen(pixel) || isDark(pixel)),
        `image ${i}`,
      ).toBe(true)
    }
  })

  test('are enlarged by whole pixels above 32, in the middle of what is not square', () => {
    const small = sprites({ count: 4, seed: 2, imageSize: 24 })
    const large = sprites({ count: 4, seed: 2, imageSize: { width: 52, height: 48 } })
    for (let i = 0; i < 4; i++) {
      const [from, to] = [pixelsOf(small, i, 24 * 24), pixelsOf(large, i, 52 * 48)]
      const expected = to.map((_, at): Pixel => {
        const [x, y] = [(at % 52) - 2, Math.floor(at / 52)]
        return x < 0 || x >= 48 ? [0, 0, 0, 0] : from[(y >> 1) * 24 + (x >> 1)]
      })
      expect(to).toEqual(expected)
    }
  })

  test('lie over a colour where one is asked for', () => {
    const data = sprites({ count: 3, background: '#ff8000' })
    expect(data).toMatchObject({ channels: 3 })
    expect([...data.images.subarray(0, 3)]).toEqual([255, 128, 0])
    expect(() => sprites({ count: 1, background: 'plaid' })).toThrow(coded('option.out-of-range'))
  })

  test.each([[{ count: 0 }], [{ count: 1.5 }], [{ imageSize: 15 }], [{ first: -1 }]])(
    'refuse %o',
    (options) => {
      expect(() => sprites({ count: 1, ...options })).toThrow(coded('sprites.option-invalid'))
    },
  )

  test('are data by their name, others of their kind to test with, and single images', async () => {
    const { train, validation } = await loadSplits('sprites', { count: 30 })
    expect(train.images).toEqual(sprites({ count: 30 }).images)
    expect(validation.images).toEqual(sprites({ count: 3, first: 30 }).images)
    const flat = await loadData('sprites', { count: 3, imageSize: 16, background: 'white' })
    expect(flat).toMatchObject({ channels: 3, width: 16 })
    const one = await loadImages(['sprites:7'], [24, 24, 4])
    expect(one.shape).toEqual([1, 24, 24, 4])
    expect(one.data[3]).toBe(-1)
  })
})
