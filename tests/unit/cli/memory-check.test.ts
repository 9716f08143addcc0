import { expect, test } from 'vitest'
import {
  checkAnimation,
  checkMemory,
  dataBytes,
  gridBytes,
  imagesBytes,
  MEMORY_LIMIT,
  programBytes,
  sheetBytes,
  trainingBytes,
} from '../../../src/cli/memory-check.ts'
import { grid } from '../../../src/images/grid.ts'
import { trajectoryStrip } from '../../../src/images/trajectory.ts'
import { trainingProgram } from '../../../src/training/step.ts'
import { coded } from '../../coded.ts'
import { tinyModel, tinySchedule } from '../../tiny.ts'

test('a grid takes what its image holds', () => {
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
  expect(refused).toThrow(coded('cli.memory-exceeded', { limit: MEMORY_LIMIT }))
})

test('a sheet takes about what its image holds', () => {
  const frame = { shape: [5, 32, 32, 3], data: new Float32Array(5 * 32 * 32 * 3) }
  const strip = trajectoryStrip([frame, frame, frame], ['a', 'b', 'c'], { scale: 8, title: '' })
  const estimate = sheetBytes(3, 5, [32, 32, 3], 8)
  expect(estimate / strip.data.length).toBeGreaterThan(0.9)
  expect(estimate / strip.data.length).toBeLessThan(1.1)
  expect(dataBytes(10, [28, 28, 1])).toBe(7840)
})

test('a step takes more for more images, by the plan of its memory', () => {
  const bytes = (batchSize: number) =>
    programBytes(trainingProgram({ model: tinyModel, schedule: tinySchedule, batchSize }))
  expect(bytes(4)).toBeGreaterThan(4 * tinyModel.parameterCount)
  expect(bytes(64) / bytes(32)).toBeGreaterThan(1.8)
})

test('an animation has sides that a GIF can have, and fits in memory', () => {
  const layout = { columns: 1, help: 'use a smaller --scale' }
  expect(() => checkAnimation(10, 1, [28, 28, 1], { ...layout, scale: 64 })).not.toThrow()
  expect(() => checkAnimation(10, 1, [1024, 1024, 1], { ...layout, scale: 64 })).toThrow(
    coded('cli.animation-too-large', { side: 65_536 }),
  )
  expect(() => checkAnimation(2000, 1, [512, 512, 3], { ...layout, scale: 16 })).toThrow(
    coded('cli.memory-exceeded'),
  )
})
