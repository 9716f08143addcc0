/** Arrays as NumPy reads them. */

import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { readNpy } from '../../../src/formats/npy.ts'
import { writeNpz } from '../../../src/formats/npz-writer.ts'

test('bytes and whole numbers come back, aligned', () => {
  const images = { shape: [2, 1, 1, 3], data: Uint8Array.of(1, 2, 3, 4, 5, 255) }
  const file = writeNpz({ arr_0: images, arr_1: { shape: [2], data: [7, 0] } })
  const { 'arr_0.npy': first, 'arr_1.npy': second } = unzipSync(file)
  expect(readNpy(first)).toMatchObject({ shape: [2, 1, 1, 3], type: 'u1', values: images.data })
  const { shape, type, values } = readNpy(second)
  expect([shape, type, [...values]]).toEqual([[2], 'i8', [7, 0]])
  expect([first.length - 6, second.length - 16].map((start) => start % 64)).toEqual([0, 0])
})
