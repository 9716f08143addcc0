import { expect, test } from 'vitest'
import { greyOf, valuesOf, withChannels } from '../../../src/data/raster-values.ts'
import type { Raster } from '../../../src/formats/raster.ts'
import { toRasters } from '../../../src/images/grid.ts'
import { coded } from '../../coded.ts'

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

test('alpha is kept where it is asked for, else white is behind it', () => {
  const half: Raster = { width: 2, height: 1, channels: 2, data: Uint8Array.of(0, 255, 9, 0) }
  expect(withChannels(half, 1).data).toEqual(Uint8Array.of(0, 255))
  expect(withChannels(half, 4).data).toEqual(Uint8Array.of(0, 0, 0, 255, 9, 9, 9, 0))
  expect(withChannels(grey, 2).data).toEqual(Uint8Array.of(0, 255, 255, 255))
  expect(() => withChannels(grey, 5)).toThrow(coded('image.channels-mismatch', { wanted: 5 }))
})
