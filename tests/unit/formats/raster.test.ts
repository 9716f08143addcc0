import { expect, test } from 'vitest'
import { WHITE } from '../../../src/base/colour.ts'
import { over, type Raster } from '../../../src/formats/raster.ts'

const greys: Raster = {
  width: 2,
  height: 2,
  channels: 2,
  data: Uint8Array.of(0, 0, 0, 255, 100, 255, 0, 128),
}

test('alpha is laid over a colour, and grey stays grey over a grey', () => {
  expect(over(greys, WHITE)).toEqual({
    ...{ width: 2, height: 2, channels: 1 },
    data: Uint8Array.of(255, 0, 100, 127),
  })
  expect(over(greys, [10, 10, 10]).data).toEqual(Uint8Array.of(10, 0, 100, 5))
  expect(over(greys, [255, 0, 10]).data.subarray(0, 6)).toEqual(Uint8Array.of(255, 0, 10, 0, 0, 0))
})

test('RGB keeps its colours where it is opaque, and what has no alpha stays as it is', () => {
  const data = Uint8Array.of(1, 2, 3, 255, 1, 2, 3, 0, 100, 0, 200, 51)
  const { channels, data: flat } = over({ width: 3, height: 1, channels: 4, data }, [0, 0, 255])
  expect([channels, ...flat]).toEqual([3, 1, 2, 3, 0, 0, 255, 20, 0, 244])
  const opaque: Raster = { width: 1, height: 1, channels: 1, data: Uint8Array.of(9) }
  expect(over(opaque, WHITE)).toBe(opaque)
})
