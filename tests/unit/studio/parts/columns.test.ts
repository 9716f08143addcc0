/** Classes in columns, and images of every kind on canvases. */

import { describe, expect, test } from 'vitest'
import type { Images } from '../../../../studio/src/compute/protocol.ts'
import { isTransparent, opaque, rgbaOf } from '../../../../studio/src/compute/values.ts'
import { columnsOf, namesBelow } from '../../../../studio/src/parts/column-names.ts'
import { across, drawImages } from '../../../../studio/src/parts/draw-images.ts'
import { placed } from '../../../../studio/src/parts/placed.ts'

const images = (shape: Images['shape'], ...bytes: number[]): Images => ({
  shape,
  bytes: Uint8Array.from(bytes),
})

describe('columns', () => {
  test.each([
    [10, 0, 10],
    [10, 1, 10],
    [10, 10, 10],
    [10, 4, 8],
    [5, 4, 4],
    [5, 10, 5],
    [10, 40, 10],
  ])('at most %i of %i classes are %i', (most, classes, columns) => {
    expect(columnsOf(most, { classes })).toBe(columns)
  })

  test('have the names of their classes, or their numbers', () => {
    const classNames = ['cat', 'dog']
    expect(namesBelow(8, 4, { classes: 2, classNames })).toEqual(['cat', 'dog', 'cat', 'dog'])
    expect(namesBelow(8, 2, { classes: 2 })).toEqual(['0', '1'])
    expect(namesBelow(8, 5, { classes: 2 })).toBeUndefined()
    expect(namesBelow(8, 8, { classes: 0 })).toBeUndefined()
    expect(namesBelow(1, 2, { classes: 2 })).toBeUndefined()
  })

  test('that mix classes leave each image its name', () => {
    const classNames = ['cat', 'dog', 'fox']
    const names = ['cat', 'dog', 'fox', 'cat', 'dog']
    expect(namesBelow(5, 2, { classes: 3, classNames })).toEqual(names)
    expect(namesBelow(1, 3, { classes: 3, classNames })).toEqual(['cat'])
  })
})

describe('images on a canvas', () => {
  /** A canvas of letters: a dot where nothing is drawn. */
  function canvas() {
    const drawn: string[][] = []
    const context = {
      createImageData: (width: number, height: number) => ({
        ...{ width, height, data: new Uint8ClampedArray(4 * width * height) },
      }),
      putImageData({ width, height, data }: ImageData, left: number, top: number) {
        for (let i = 0; i < width * height; i++) {
          const [x, y] = [left + (i % width), top + Math.floor(i / width)]
          drawn[y] ??= []
          drawn[y][x] = String.fromCharCode(data[4 * i])
        }
      },
    }
    const element = { width: 0, height: 0, getContext: () => context }
    const rows = () =>
      Array.from({ length: element.height }, (_, y) =>
        Array.from({ length: element.width }, (_, x) => drawn[y]?.[x] ?? '.').join(''),
      )
    return { element: element as unknown as HTMLCanvasElement, rows }
  }

  test('have a gap between them, and none around', () => {
    const { element, rows } = canvas()
    const letters = [...'aabbcc'].map((letter) => letter.charCodeAt(0))
    drawImages(element, images([3, 1, 2, 1], ...letters), 2)
    expect(rows()).toEqual(['aa.bb', '.....', 'cc...'])
    expect(across(2, 2)).toBe(element.width)
  })
})

describe('pixels', () => {
  test('of every kind become red, green, blue and alpha', () => {
    expect([...rgbaOf(images([2, 1, 1, 1], 5, 6), 1)]).toEqual([6, 6, 6, 255])
    expect([...rgbaOf(images([1, 1, 2, 2], 5, 6, 7, 8))]).toEqual([5, 5, 5, 6, 7, 7, 7, 8])
    expect([...rgbaOf(images([1, 1, 1, 3], 1, 2, 3))]).toEqual([1, 2, 3, 255])
    expect([...rgbaOf(images([1, 1, 1, 4], 1, 2, 3, 4))]).toEqual([1, 2, 3, 4])
  })

  test('are transparent where there is an alpha', () => {
    const kinds = ([1, 2, 3, 4] as const).map((c) => isTransparent(images([1, 1, 1, c])))
    expect(kinds).toEqual([false, true, false, true])
  })

  test('lose their alpha where it says nothing', () => {
    const two = images([2, 1, 1, 4], 1, 2, 3, 4, 5, 6, 7, 8)
    expect(opaque(two)).toEqual(images([2, 1, 1, 3], 1, 2, 3, 5, 6, 7))
    expect(opaque(images([1, 1, 1, 3], 1, 2, 3)).bytes).toHaveLength(3)
  })

  test('stand in the middle of what is wider or higher, opaque on what is transparent', () => {
    const dot = images([1, 1, 1, 1], 9)
    expect([...placed(dot, [1, 3, 1]).bytes]).toEqual([0, 9, 0])
    expect([...placed(dot, [3, 1, 2]).bytes]).toEqual([0, 0, 9, 255, 0, 0])
    expect([...placed(dot, [1, 2, 4]).bytes]).toEqual([9, 9, 9, 255, 0, 0, 0, 0])
  })
})
