import { expect, test } from 'vitest'
import { greyOf, valuesOf } from '../../../src/data/raster-values.ts'
import type { Raster } from '../../../src/formats/raster.ts'
import { toRasters } from '../../../src/images/grid.ts'

const grey: Raster = { width: 2, height: 1, channels: 1, data: Uint8Array.of(0, 255) }
const colour: Raster = { width: 2, height: 1, channels: 3, data: Uint8Array.of(255, 0, 0, 9, 9, 9) }

test('bytes become numbers in [-1, 1], and the same bytes again', () => {
  expect([...valuesOf(grey, 1)]).toEqual([-1, 1])
  const all = {
    width: 256,
    height: 1,
    channels: 1,
    data: Uint8Array.from({ length: 256 }, (_, i) => i),
  } as const
  expect(toRasters({ shape: [1, 1, 256, 1], data: valuesOf(all, 1) })).toEqual([all])
})

test('grey fills all three colours', () => {
  expect([...valuesOf(grey, 3)]).toEqual([-1, -1, -1, 1, 1, 1])
})

test('colours become their brightness', () => {
  expect([...greyOf(colour)]).toEqual([76, 9])
  expect(valuesOf(colour, 1)).toEqual(valuesOf({ ...grey, data: Uint8Array.of(76, 9) }, 1))
})
