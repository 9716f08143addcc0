import { expect, test } from 'vitest'
import { inkStroke, type Sheet } from '../../../../src/data/digits/pen.ts'

const paper = (size: number, count = 1): Sheet => ({
  bytes: new Uint8Array(size * size * count),
  offset: 0,
  size,
})

test('a level stroke inks a soft band of its own width', () => {
  const sheet = paper(9)
  inkStroke(sheet, [
    { x: -5, y: 4.5, r: 1 },
    { x: 15, y: 4.5, r: 1 },
  ])
  const column = Array.from({ length: 9 }, (_, row) => sheet.bytes[row * 9 + 4])
  expect(column[4]).toBe(255)
  expect(column[3]).toBe(column[5])
  expect(column[3]).toBe(Math.round(255 / 2))
  expect(column.filter((value) => value === 0).length).toBe(6)
})

test('crossing strokes keep the darker ink of the two', () => {
  const sheet = paper(9)
  const level = [
    { x: 0, y: 4.5, r: 1.2 },
    { x: 9, y: 4.5, r: 1.2 },
  ]
  inkStroke(sheet, level)
  const before = sheet.bytes.slice()
  inkStroke(sheet, [
    { x: 4.5, y: 0, r: 0.6 },
    { x: 4.5, y: 9, r: 0.6 },
  ])
  expect(sheet.bytes.every((value, at) => value >= before[at])).toBe(true)
  expect(sheet.bytes).not.toEqual(before)
})

test('ink beyond the sheet is lost, not laid on the next one', () => {
  const sheet = { ...paper(8, 3), offset: 64 }
  inkStroke(sheet, [
    { x: -4, y: -4, r: 3 },
    { x: 12, y: 12, r: 3 },
  ])
  expect(sheet.bytes.subarray(0, 64).some(Boolean)).toBe(false)
  expect(sheet.bytes.subarray(128).some(Boolean)).toBe(false)
  expect(sheet.bytes.subarray(64, 128).some(Boolean)).toBe(true)
})
