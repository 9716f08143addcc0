/** Names of classes in grids: how a grid is laid out for them, and what is drawn. */

import { describe, expect, test } from 'vitest'
import { gridBytes } from '../../../src/cli/memory-check.ts'
import { classNamesFor, gridLayout, namedGrid } from '../../../src/cli/named-grid.ts'
import { grid } from '../../../src/images/grid.ts'

const inTurn = (classes: number, count: number) =>
  Array.from({ length: count }, (_, i) => i % classes)
const images = (count: number, width = 12) => ({
  shape: [count, 8, width, 3],
  data: new Float32Array(count * 8 * width * 3),
})

describe('a grid with names', () => {
  test.each([
    [undefined, 8],
    [inTurn(10, 64), 10],
    [inTurn(16, 64), 16],
    [inTurn(3, 64), 6],
    [inTurn(1, 64), 8],
    [inTurn(17, 64), 8],
    [inTurn(10, 8), 8],
    [[0, 1, 2, 1], 8],
  ])('has a column for each class, where there are not too many', (labels, columns) => {
    expect(gridLayout({ labels }, 32).columns).toBe(columns)
    expect(gridLayout({ labels, columns: 5 }, 32).columns).toBe(5)
  })

  test('is so large that names can be read, and no larger where nothing is named', () => {
    expect([28, 32, 64, 256].map((width) => gridLayout({ labels: [0] }, width).scale)).toEqual([
      3, 3, 1, 1,
    ])
    expect(gridLayout({}, 28).scale).toBe(1)
    expect(gridLayout({ labels: [0], scale: 3 }, 28).scale).toBe(3)
  })

  test('is that of the library with the names of the classes', () => {
    const labels = inTurn(2, 16)
    const names = ['cat', 'dog']
    expect(namedGrid(images(16), { labels }, names)).toEqual(
      grid(images(16), { columns: 8, scale: 7, labels: labels.map((label) => names[label]) }),
    )
    expect(namedGrid(images(16), {}, names)).toEqual(grid(images(16)))
  })

  test('numbers the classes that have no name, or one that cannot be drawn', () => {
    expect(classNamesFor([0, 2, 1], ['caf\u00e9', '\u732b', 'dog'])).toEqual([
      ...['caf\u00e9', 'dog', 'class 1'],
    ])
    expect(classNamesFor([3], undefined)).toEqual(['class 3'])
  })

  test('takes no more memory than was judged', () => {
    const labels = [0, 1, 2, 1, 0, 2, 2]
    const drawn = namedGrid(images(7), { labels }, undefined)
    const layout = { ...gridLayout({ labels }, 12), isNamed: true }
    expect(gridBytes(7, [8, 12, 3], layout)).toBe(drawn.data.length)
  })
})
