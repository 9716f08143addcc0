import { expect, test } from 'vitest'
import { blank } from '../../../src/images/canvas.ts'
import { CAPITAL_ROWS, GLYPH_ROWS, glyphOf, isDrawable } from '../../../src/images/font.ts'
import {
  drawText,
  shortened,
  type TextStyle,
  textHeight,
  textWidth,
} from '../../../src/images/text.ts'

const BLACK = [0, 0, 0] as const
const printable = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i))

/** Text on a white raster, ink as #. */
function drawn(
  text: string,
  width: number,
  height: number,
  x: number,
  y: number,
  style: Partial<TextStyle> = {},
) {
  const raster = blank(width, height, 1, [255, 255, 255])
  drawText(raster, text, x, y, { colour: BLACK, scale: 1, ...style })
  return Array.from({ length: height }, (_, row) =>
    [...raster.data.subarray(row * width, (row + 1) * width)].map((v) => (v ? '.' : '#')).join(''),
  )
}

test('every printable character has a drawing of its own', () => {
  const drawings = printable.map((character) => {
    const { width, ink } = glyphOf(character)
    expect(ink).toHaveLength(width * GLYPH_ROWS)
    return `${width} ${ink.map(Number).join('')}`
  })
  expect(new Set(drawings).size).toBe(95)
  expect(glyphOf('é')).toBe(glyphOf('e'))
  expect(glyphOf('猫')).toBe(glyphOf('?'))
  expect([isDrawable('Café 7'), isDrawable('猫'), isDrawable('🐱')]).toEqual([true, false, false])
})

test('capitals and digits stand on the baseline', () => {
  for (const character of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
    const { width, ink } = glyphOf(character)
    expect(ink.slice(0, width)).toContain(true)
    expect(ink.slice((CAPITAL_ROWS - 1) * width, CAPITAL_ROWS * width)).toContain(true)
    expect(ink.slice(CAPITAL_ROWS * width)).not.toContain(true)
  }
})

test('draws from left to right, one blank column between', () => {
  expect(drawn('LI', 9, 7, 0, 0)).toEqual([
    '#.....###',
    '#......#.',
    '#......#.',
    '#......#.',
    '#......#.',
    '#......#.',
    '#####.###',
  ])
  expect(textWidth('LI', 1)).toBe(9)
  expect(textWidth('LI', 3)).toBe(27)
  expect(textWidth('', 2)).toBe(0)
  expect(textHeight(2)).toBe(14)
})

test('anchors name the end or the middle', () => {
  expect(drawn('LI', 9, 7, 9, 0, { anchor: 'end' })).toEqual(drawn('LI', 9, 7, 0, 0))
  expect(drawn('I', 3, 7, 2, 0, { anchor: 'middle' })).toEqual(drawn('I', 3, 7, 0, 0))
})

test('turned text reads from bottom to top', () => {
  expect(drawn('L', 7, 5, 0, 5, { turned: true })).toEqual([
    '......#',
    '......#',
    '......#',
    '......#',
    '#######',
  ])
})

test('is clipped to the raster', () => {
  expect(() => drawn('Epoch', 3, 3, -5, -2, { scale: 4 })).not.toThrow()
  expect(drawn('I', 2, 2, 1, 1)).toEqual(['..', '.#'])
})

test('a line that is too long ends in dots, or is cut where not even they fit', () => {
  const name = 'animals and nature'
  expect(shortened(name, textWidth(name, 1), 1)).toBe(name)
  for (const width of [12, 30, 60, 90]) {
    const cut = shortened(name, width, 1)
    expect(cut).toMatch(/^a.*\.\.\.$/)
    expect(textWidth(cut, 1)).toBeLessThanOrEqual(width)
  }
  expect(shortened(name, 2 * 60, 2)).toBe(shortened(name, 60, 1))
  expect(shortened(name, 6, 1)).toBe('a')
  expect(shortened(name, 1, 1)).toBe('')
})
