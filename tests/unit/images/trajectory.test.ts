import { describe, expect, test } from 'vitest'
import { denoisingGif } from '../../../src/images/animation.ts'
import { grid } from '../../../src/images/grid.ts'
import { trajectoryStrip } from '../../../src/images/trajectory.ts'
import { coded } from '../../coded.ts'
import { readGif } from '../formats/read-gif.ts'

const frame = (count: number, value: number, channels = 1) => ({
  shape: [count, 28, 28, channels],
  data: new Float32Array(count * 784 * channels).fill(value),
})

describe('trajectoryStrip', () => {
  test('a column per frame, a row per image, in order', () => {
    const strip = trajectoryStrip([frame(2, -1), frame(2, 0)], ['t=9', 't=0'], {
      scale: 3,
      title: '',
    })
    const count = (value: number) => strip.data.filter((pixel) => pixel === value).length
    expect(count(0)).toBe(2 * 84 * 84)
    expect(count(128)).toBe(2 * 84 * 84)
    const middle = strip.data.subarray(
      (strip.height - 50) * strip.width,
      (strip.height - 49) * strip.width,
    )
    expect(middle.indexOf(0)).toBeLessThan(middle.indexOf(128))
  })

  test('what is transparent stands on a checkerboard', () => {
    const clear = { shape: [1, 8, 12, 4], data: new Float32Array(8 * 12 * 4).fill(-1) }
    const strip = trajectoryStrip([clear], [''], { scale: 2, title: '' })
    expect(strip.channels).toBe(3)
    expect(strip.data.filter((value) => value === 208)).toHaveLength((3 * 16 * 24) / 2)
  })

  test('labels stand above, and a title above them', () => {
    const images = [frame(1, 1), frame(1, 1)]
    const inkRows = (labels: string[], title: string) => {
      const { data, width } = trajectoryStrip(images, labels, { title })
      return new Set(
        [...data.keys()].filter((i) => data[i] < 255).map((i) => Math.floor(i / width)),
      ).size
    }
    expect(inkRows(['', ''], '')).toBe(0)
    expect(inkRows(['L', ''], '')).toBe(14)
    expect(inkRows(['L', ''], 'L')).toBe(28)
  })

  test('labels wider than the images keep their distance', () => {
    const wide = trajectoryStrip([frame(1, 1), frame(1, 1)], ['t=999999999', 't=0'], {
      scale: 1,
      title: '',
    })
    const slim = trajectoryStrip([frame(1, 1), frame(1, 1)], ['t=9', 't=0'], {
      scale: 1,
      title: '',
    })
    expect(wide.width).toBeGreaterThan(slim.width)
  })

  test('draws colours', () => {
    expect(trajectoryStrip([frame(1, 0, 3)], ['t=0']).channels).toBe(3)
  })

  test('refuses frames and labels which do not match', () => {
    expect(() => trajectoryStrip([], [])).toThrow(coded('drawing.no-frames'))
    expect(() => trajectoryStrip([frame(1, 0)], [])).toThrow(
      coded('drawing.labels-mismatch', { frames: 1, labels: 0 }),
    )
    expect(() => trajectoryStrip([frame(1, 0), frame(2, 0)], ['', ''])).toThrow(
      coded('drawing.frames-differ'),
    )
    expect(() => trajectoryStrip([frame(1, 0), frame(1, 0, 3)], ['', ''])).toThrow(
      coded('drawing.frames-differ'),
    )
  })
})

describe('denoisingGif', () => {
  test('is the grids, in order, resting on the last', () => {
    const frames = [frame(3, 0.5), frame(3, -0.2), frame(3, -1)]
    const gif = readGif(denoisingGif(frames, { columns: 2, scale: 2, delay: 50, holdLast: 900 }))
    expect(gif.frames.map(({ delay }) => delay)).toEqual([50, 50, 900])
    expect(gif.repeat).toBe(0)
    gif.frames.forEach(({ width, height, data }, i) => {
      const expected = grid(frames[i], { columns: 2, scale: 2 })
      expect([width, height]).toEqual([expected.width, expected.height])
      expect(data.filter((_, at) => at % 3 === 0)).toEqual(expected.data)
    })
  })

  test('refuses no frames', () => {
    expect(() => denoisingGif([])).toThrow(coded('drawing.no-frames'))
  })
})
