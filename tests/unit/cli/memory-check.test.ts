import { expect, test } from 'vitest'
import {
  checkMemory,
  gridBytes,
  imagesBytes,
  MEMORY_LIMIT,
  trainingBytes,
} from '../../../src/cli/memory-check.ts'
import { grid } from '../../../src/images/grid.ts'
import { UserError } from '../../../src/node.ts'

test('a grid takes what its picture holds', () => {
  const images = { shape: [5, 4, 6, 3], data: new Float32Array(5 * 4 * 6 * 3) }
  const options = { columns: 2, scale: 3 }
  expect(gridBytes(5, [4, 6, 3], options)).toBe(grid(images, options).data.length)
  expect(gridBytes(2000, [28, 28, 1], { columns: 8, scale: 64 })).toBeGreaterThan(MEMORY_LIMIT)
  expect(gridBytes(64, [28, 28, 1], { columns: 8, scale: 1 })).toBe(242 * 242)
})

test('images are numbers of four bytes, and a parameter in training is five of them', () => {
  expect(imagesBytes(1000, [28, 28, 1])).toBe(3_136_000)
  expect(trainingBytes(2_755_201)).toBe(55_104_020)
})

test('what is above the limit is refused, with the option that helps', () => {
  expect(() => checkMemory('a grid', MEMORY_LIMIT, 'use less')).not.toThrow()
  const refused = () => checkMemory('a grid', MEMORY_LIMIT + 1, 'use a smaller --scale')
  expect(refused).toThrow(UserError)
  expect(refused).toThrow('--scale')
})
